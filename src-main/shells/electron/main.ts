import { join } from 'node:path';
import { app, BrowserWindow, screen } from 'electron';
import { asWorkbenchError } from '../../../src-core/errors.ts';
import { openFirstProject } from '../../openFirstProject.ts';
import { createWorkbench } from '../../workbench.ts';
import { rendererFolder } from '../nodeServices.ts';
import { withCommands } from './commandSource.ts';
import { desktopServices, preloadPath } from './desktopServices.ts';
import { createDialogs } from './dialogs.ts';
import { handOverPorts } from './ipc.ts';
import { setApplicationMenu } from './menu.ts';
import { projectArgument, projectFolderOf } from './openArgument.ts';
import { registerDesktopScheme, serveRenderer } from './protocol.ts';
import { lockDown } from './security.ts';
import { openWindow } from './window.ts';
import { createWindowStateStore } from './windowState.ts';

const log = (error: unknown): void => void process.stderr.write(`${asWorkbenchError(error).stack}\n`);
const mainWindow = (): BrowserWindow | null => BrowserWindow.getAllWindows()[0] ?? null;
const services = desktopServices((projectsFolder) => createDialogs(mainWindow, projectsFolder, app.getPath('documents')));

// Electron's own files, apart from ours. The lock of the single instance lies there too.
app.setPath('userData', join(services.userDataFolder, 'desktop'));
registerDesktopScheme();
if (app.requestSingleInstanceLock()) run();
else app.quit();

function run(): void {
  const workbench = createWorkbench(services);
  const commands = withCommands(workbench);
  // On macOS a file opened from the Finder may be named before the app is ready.
  let folder = projectArgument(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd());
  const openLater = (path: string | undefined): void => {
    if (path === undefined) return;
    folder = path;
    if (app.isReady()) void workbench.api.openProject({ folder }).catch(log);
  };

  app.on('open-file', (event, path) => {
    event.preventDefault();
    openLater(projectFolderOf(path));
  });
  app.on('second-instance', (_event, parameters, workingFolder) => {
    const window = mainWindow();
    if (window?.isMinimized()) window.restore();
    window?.focus();
    openLater(projectArgument(parameters.slice(app.isPackaged ? 1 : 2), workingFolder));
  });
  app.on('window-all-closed', () => app.quit());
  // Not once: packages that tidy up at a signal raise it again at once, which would end the process before trials are stopped.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
  stopBeforeQuitting(() => workbench.close());

  void app.whenReady().then(async () => {
    lockDown();
    serveRenderer(rendererFolder);
    handOverPorts(commands.served, log);
    setApplicationMenu(commands.send);
    // A project that cannot be opened is no reason to show no window: the home page offers others.
    await openFirstProject(workbench.api, { folder }).catch(log);
    openWindow(
      preloadPath,
      createWindowStateStore(services.userDataFolder, () => screen.getAllDisplays().map(({ workArea }) => workArea)),
    );
  });
}

/** Running trials write a checkpoint before the app ends, and go on from it when they are resumed. */
function stopBeforeQuitting(close: () => Promise<void>): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void close()
      .catch(log)
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
}
