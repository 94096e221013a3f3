/**
 * Stand-in for the `electron` module, as far as the desktop shell uses it: the built main process runs in Node, its window is a
 * page of a real Chromium with the built preload in it. What is missing here fails loudly, as an import that does not exist.
 */
export { app } from './app.mjs';
export { BrowserWindow } from './browserWindow.mjs';
export { dialog, Menu } from './dialogsAndMenus.mjs';
export { MessageChannelMain } from './messagePorts.mjs';
export { nativeTheme, protocol, screen, session } from './environment.mjs';
export { ipcMain } from './ipcMain.mjs';
export { utilityProcess } from './utilityProcess.mjs';
