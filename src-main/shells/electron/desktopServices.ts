import { join } from 'node:path';
import { app } from 'electron';
import type { ShellServices } from '../../shellServices.ts';
import { nodeServices, packageFolder, trainerEntry } from '../nodeServices.ts';
import { forkUtilityTrainer } from './trainerFork.ts';

export const preloadPath = join(packageFolder, 'out', 'preload', 'preload.cjs');

/** What the workbench needs, on the desktop; settings and projects are where the other shells have them. */
export function desktopServices(dialogs: (projectsFolder: string) => ShellServices['dialogs']): ShellServices {
  const services = nodeServices({ shell: 'electron' });
  return {
    ...services,
    // Samples are copied whole, which a packed archive does not allow; they lie beside it.
    samplesFolder: app.isPackaged ? join(process.resourcesPath, 'samples') : services.samplesFolder,
    forkTrainer: () => forkUtilityTrainer(trainerEntry),
    dialogs: dialogs(services.projectsFolder),
  };
}
