import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';
import type { ShellServices } from '../shellServices.ts';
import { forkTrainer } from '../training/forkTrainer.ts';

// The bundles lie in out/main; what they read beside their own code lies relative to that.
const bundleFolder = path.dirname(fileURLToPath(import.meta.url));
const packageFolder = path.resolve(bundleFolder, '..', '..');

/** The built renderer, served by the browser shell. */
export const rendererFolder = path.join(packageFolder, 'out', 'renderer');

export interface NodeServicesOptions {
  readonly shell: 'browser' | 'commandLine';
  /** Where new projects go; the environment's NEURONLEARNING_PROJECTS, else NeuronLearning in the home folder. */
  readonly projectsFolder?: string | undefined;
}

/** What the workbench needs, where plain Node is the shell. NEURONLEARNING_DATA moves settings, logs and recent projects. */
export function nodeServices({ shell, projectsFolder }: NodeServicesOptions): ShellServices {
  const trainerEntry = path.join(packageFolder, 'out', 'main', 'trainer.js');
  return {
    shell,
    userDataFolder: process.env['NEURONLEARNING_DATA'] ?? envPaths('NeuronLearning', { suffix: '' }).data,
    projectsFolder: projectsFolder ?? process.env['NEURONLEARNING_PROJECTS'] ?? path.join(homedir(), 'NeuronLearning'),
    samplesFolder: path.join(packageFolder, 'resources', 'samples'),
    forkTrainer: () => forkTrainer(trainerEntry),
    dialogs: null,
  };
}
