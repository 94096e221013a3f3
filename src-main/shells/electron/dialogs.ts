import { dirname } from 'node:path';
import { dialog, type BrowserWindow, type FileFilter, type OpenDialogOptions } from 'electron';
import type { ShellServices } from '../../shellServices.ts';

const dataFilters: FileFilter[] = [
  { name: 'Data', extensions: ['csv', 'tsv', 'txt', 'data', 'gz', 'idx', 'idx1-ubyte', 'idx3-ubyte'] },
  { name: 'All files', extensions: ['*'] },
];

const folderDialogs = {
  openProject: { title: 'Open a project folder', buttonLabel: 'Open', properties: ['openDirectory'] },
  newProject: {
    title: 'Choose an empty folder for the project',
    buttonLabel: 'Choose',
    properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
  },
} satisfies Record<'openProject' | 'newProject', OpenDialogOptions>;

/** The system's dialogs; each opens where the last one of its kind ended. */
export function createDialogs(
  window: () => BrowserWindow | null,
  projectsFolder: string,
  documentsFolder: string,
): NonNullable<ShellServices['dialogs']> {
  let filesFolder = documentsFolder;
  let projectFolder = projectsFolder;

  async function ask(options: OpenDialogOptions): Promise<readonly string[]> {
    const parent = window();
    const { canceled, filePaths } = await (parent === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(parent, options));
    return canceled ? [] : filePaths;
  }

  return {
    async chooseFiles(purpose) {
      const title = purpose === 'dataset' ? 'Choose the files of the dataset' : 'Choose the file of the labels';
      const properties: OpenDialogOptions['properties'] = purpose === 'dataset' ? ['openFile', 'multiSelections'] : ['openFile'];
      const paths = await ask({ title, properties, defaultPath: filesFolder, filters: dataFilters });
      if (paths[0] !== undefined) filesFolder = dirname(paths[0]);
      return paths;
    },
    async chooseFolder(purpose) {
      const [path] = await ask({ ...folderDialogs[purpose], defaultPath: projectFolder });
      if (path === undefined) return null;
      projectFolder = dirname(path);
      return path;
    },
  };
}
