import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';
import type { ShellServices } from '../shellServices.ts';
import { forkTrainer } from '../training/forkTrainer.ts';

/** Where package.json lies. Looked for upwards, because the bundler decides in which folder of out/ a shared module ends. */
export const packageFolder = findPackageFolder(path.dirname(fileURLToPath(import.meta.url)));

function findPackageFolder(folder: string): string {
  const parent = path.dirname(folder);
  return parent === folder || existsSync(path.join(folder, 'package.json')) ? folder : findPackageFolder(parent);
}

/** The built renderer. */
export const rendererFolder = path.join(packageFolder, 'out', 'renderer');

/** The built trainer process. */
export const trainerEntry = path.join(packageFolder, 'out', 'main', 'trainer.js');

export interface NodeServicesOptions {
  readonly shell: ShellServices['shell'];
  /** Where new projects go; the environment's NEURONLEARNING_PROJECTS, else NeuronLearning in the home folder. */
  readonly projectsFolder?: string | undefined;
}

/** What the workbench needs, where plain Node is the shell; the desktop replaces some of it. NEURONLEARNING_DATA moves settings, logs and recent projects. */
export function nodeServices({ shell, projectsFolder }: NodeServicesOptions): ShellServices {
  return {
    shell,
    userDataFolder: process.env['NEURONLEARNING_DATA'] ?? envPaths('NeuronLearning', { suffix: '' }).data,
    projectsFolder: projectsFolder ?? process.env['NEURONLEARNING_PROJECTS'] ?? path.join(homedir(), 'NeuronLearning'),
    samplesFolder: path.join(packageFolder, 'resources', 'samples'),
    forkTrainer: () => forkTrainer(trainerEntry),
    dialogs: null,
  };
}
