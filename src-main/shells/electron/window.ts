import { BrowserWindow, nativeTheme } from 'electron';
import { desktopAddress } from './trustedSender.ts';
import type { WindowStateStore } from './windowState.ts';

/** Shown until the page has painted, so that a dark window does not flash white. */
const background = { light: '#ffffff', dark: '#1b1c1f' };
const defaultSize = { width: 1360, height: 860 };

export function openWindow(preloadPath: string, state: WindowStateStore): BrowserWindow {
  const remembered = state.read();
  const window = new BrowserWindow({
    ...(remembered?.bounds ?? defaultSize),
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'NeuronLearning',
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: preloadPath,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (remembered?.maximised) window.maximize();
  state.follow(window);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(desktopAddress);
  return window;
}
