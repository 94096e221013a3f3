import { Menu, type MenuItemConstructorOptions } from 'electron';

/** A renderer command of the same name, which knows by itself whether it can run. */
type CommandItem = readonly [label: string, command: string, accelerator?: string];
type SendCommand = (name: string) => void;

const separator: MenuItemConstructorOptions = { type: 'separator' };

function items(send: SendCommand, commands: readonly CommandItem[]): MenuItemConstructorOptions[] {
  return commands.map(([label, command, accelerator]) => ({ id: command, label, accelerator, click: () => send(command) }));
}

function fileMenu(send: SendCommand): MenuItemConstructorOptions[] {
  return [
    ...items(send, [
      ['New Project…', 'newProject', 'CmdOrCtrl+Alt+N'],
      ['Open Project…', 'openProject', 'CmdOrCtrl+O'],
      ['Open a Sample', 'openSample'],
    ]),
    separator,
    ...items(send, [
      ['Import Dataset…', 'importDataset', 'CmdOrCtrl+I'],
      ['Generate Dataset…', 'generateDataset'],
      ['New Design', 'newDesign', 'CmdOrCtrl+Alt+D'],
    ]),
    separator,
    ...items(send, [['Close Project', 'closeProject']]),
    { role: 'quit' },
  ];
}

/** Text fields' own commands; documents undo through the renderer, which sees the keys first. */
const editMenu: MenuItemConstructorOptions[] = [
  { role: 'undo' },
  { role: 'redo' },
  separator,
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  { role: 'delete' },
  separator,
  { role: 'selectAll' },
];

function viewMenu(send: SendCommand): MenuItemConstructorOptions[] {
  return [
    ...items(send, [
      ['Command Palette…', 'commandPalette', 'CmdOrCtrl+K'],
      ['Home', 'home'],
      ['Project Tree', 'toggleTree', 'CmdOrCtrl+B'],
      ['Inspector', 'toggleInspector', 'CmdOrCtrl+Alt+B'],
      ['Next Colour Theme', 'toggleTheme', 'CmdOrCtrl+Alt+T'],
    ]),
    separator,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
    separator,
    { role: 'reload' },
    { role: 'toggleDevTools' },
  ];
}

const sweepItems: readonly CommandItem[] = [
  ['New Sweep', 'newSweep', 'CmdOrCtrl+Alt+S'],
  ['Compare Skins…', 'newComparison'],
];

/** The native menus; what they offer is the renderer's commands, so that both shells do the same. */
export function setApplicationMenu(send: SendCommand): void {
  const appMenu: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...appMenu,
      { label: 'File', submenu: fileMenu(send) },
      { label: 'Edit', submenu: editMenu },
      { label: 'View', submenu: viewMenu(send) },
      { label: 'Sweep', submenu: items(send, sweepItems) },
      { label: 'Help', role: 'help', submenu: items(send, [['About NeuronLearning', 'about']]) },
    ]),
  );
}
