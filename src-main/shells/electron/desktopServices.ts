import { join } from 'node:path';
import { app } from 'electron';
import type { ShellServices } from '../../shellServices.ts';
import { nodeServices, packageFolder } from '../nodeServices.ts';
import { forkUtilityTrainer } from './trainerFork.ts';

export const preloadPath = join(packageFolder, 'out', 'preload', 'preload.cjs');

/** What the workbench needs, on the desktop; settings and projects are where the other shells have them. */
export function desktopServices(dialogs: (projectsFolder: string) => ShellServices['dialogs']): ShellServices {
  const services = nodeServices({ shell: 'browser' });
  // A process reads its entry from a real file, so packages keep it beside their archive.
  const trainerEntry = join(packageFolder, 'out', 'main', 'trainer.js').replace('app.asar', 'app.asar.unpacked');
  return {
    ...services,
    shell: 'electron',
    samplesFolder: app.isPackaged ? join(process.resourcesPath, 'samples') : services.samplesFolder,
    forkTrainer: () => forkUtilityTrainer(trainerEntry),
    dialogs: dialogs(services.projectsFolder),
  };
}
