import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findChromium } from '../support/findChromium.mjs';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
export const chromiumArguments = ['--no-sandbox', '--disable-background-networking', '--disable-gpu'];
const startTimeout = 30_000;
const actionTimeout = 15_000;

export interface Folders {
  readonly userData: string;
  readonly projects: string;
}

/** A built shell in a process of its own, and the page a person would look at. */
export interface RunningShell {
  readonly page: Page;
  readonly process: ChildProcess;
  /** Does something that asks for files, and chooses these. */
  chooseFiles(ask: () => Promise<void>, paths: readonly string[]): Promise<void>;
  /** Ends it as a person does, and waits until it has. */
  quit(): Promise<void>;
}

const environment = ({ userData, projects }: Folders): NodeJS.ProcessEnv => ({
  ...process.env,
  NEURONLEARNING_DATA: userData,
  NEURONLEARNING_PROJECTS: projects,
});

export interface RunningServer {
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** The command line's `serve`. */
export async function startServer(folders: Folders, parameters: readonly string[] = []): Promise<RunningServer> {
  const server = spawn(process.execPath, ['out/main/cli.js', 'serve', ...parameters], {
    cwd: projectFolder,
    env: environment(folders),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { url: await printedAddress(server), process: server, stop: () => end(server, () => server.kill('SIGINT')) };
}

/** A server, and a browser that opens the address it printed. */
export async function startBrowser(folders: Folders, parameters: readonly string[] = []): Promise<RunningShell> {
  const server = await startServer(folders, parameters);
  const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArguments });
  const page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
  page.setDefaultTimeout(actionTimeout);
  await page.goto(server.url);
  return {
    page,
    process: server.process,
    async chooseFiles(ask, paths) {
      const chooser = page.waitForEvent('filechooser');
      await ask();
      await (await chooser).setFiles([...paths]);
    },
    async quit() {
      await browser.close();
      await server.stop();
    },
  };
}

/** The desktop app under the stand-in for Electron; its window is joined over Chromium's debugging port. */
export async function startDesktop(folders: Folders, parameters: readonly string[] = []): Promise<RunningShell> {
  const port = await freePort();
  const app = spawn(process.execPath, ['--import', './tests/electron/register.mjs', 'out/main/desktop.js', ...parameters], {
    cwd: projectFolder,
    env: { ...environment(folders), ELECTRON_STAND_IN_PORT: String(port) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await message(app, 'window');
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = firstPage(browser);
  page.setDefaultTimeout(actionTimeout);
  return {
    page,
    process: app,
    async chooseFiles(ask, paths) {
      const dialog = message(app, 'dialog');
      await ask();
      await dialog;
      app.send({ type: 'answerDialog', paths });
    },
    async quit() {
      await browser.close();
      await end(app, () => app.send({ type: 'quit' }));
    },
  };
}

function firstPage(browser: Browser): Page {
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error('The app has opened no window.');
  return page;
}

function printedAddress(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const failed = (): void => reject(new Error(`The server printed no address:\n${printed}`));
    const timer = setTimeout(failed, startTimeout);
    server.once('exit', failed);
    server.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const [url] = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(printed) ?? [];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}

/** The next message of that type from the stand-in. */
export function message(app: ChildProcess, type: string): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The app sent no "${type}".`)), startTimeout);
    const receive = (received: Record<string, unknown>): void => {
      if (received['type'] !== type) return;
      clearTimeout(timer);
      app.off('message', receive);
      resolve(received);
    };
    app.on('message', receive);
    app.once('exit', (code) => reject(new Error(`The app ended with code ${code} before it sent "${type}".`)));
  });
}

async function end(child: ChildProcess, ask: () => unknown): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  ask();
  const timer = setTimeout(() => child.kill('SIGKILL'), startTimeout);
  const [code] = await ended;
  clearTimeout(timer);
  if (code !== 0) throw new Error(`It should have ended with code 0, but ended with ${String(code)}.`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
