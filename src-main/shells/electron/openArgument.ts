import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

/** The project folder that a command line names, as a folder or by its study.neuron; undefined when it names none. */
export function projectArgument(parameters: readonly string[], workingFolder: string): string | undefined {
  const folders = parameters
    .filter((parameter) => !parameter.startsWith('-'))
    .map((parameter) => projectFolderOf(resolve(workingFolder, parameter)));
  return folders.find((folder) => folder !== undefined);
}

/** The folder a file manager means when it opens `path`. */
export function projectFolderOf(path: string): string | undefined {
  const kind = statSync(path, { throwIfNoEntry: false });
  if (kind?.isDirectory()) return path;
  return kind?.isFile() && basename(path).endsWith('.neuron') ? dirname(path) : undefined;
}
