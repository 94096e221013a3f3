import { WorkbenchError } from '../../../src-core/errors.ts';
import type { WorkbenchApi } from '../../contract/workbenchApi.ts';
import type { ShellServices } from '../../shellServices.ts';
import { createWorkbench } from '../../workbench.ts';
import { readBrowserSession, writeBrowserSession } from './browserSession.ts';
import { startLoopbackServer, type LoopbackOptions, type LoopbackServer } from './loopbackServer.ts';

export interface BrowserShellOptions {
  readonly services: ShellServices;
  readonly rendererFolder: string;
  /** Without one: that of the last time if it is free, so that an open tab comes back; else any free one. */
  readonly port?: number | undefined;
}

export interface BrowserShell {
  readonly api: WorkbenchApi;
  /** The address to open, once. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a workbench and serves it to a browser of this machine. Throws `access/port-in-use`. */
export async function startBrowserShell({ services, rendererFolder, port }: BrowserShellOptions): Promise<BrowserShell> {
  const session = await readBrowserSession(services.userDataFolder);
  const workbench = createWorkbench(services);
  const options = {
    workbench,
    rendererFolder,
    sessionSecret: session.secret,
    onUnexpected: (error: WorkbenchError) => void process.stderr.write(`${error.stack}\n${causeOf(error)}`),
  };
  const server = await (port === undefined ? listenAsBefore(session.port, options) : listenAt(port, options)).catch(
    async (error: unknown) => {
      await workbench.close();
      throw error;
    },
  );
  await writeBrowserSession(services.userDataFolder, { port: server.port, secret: session.secret });

  return {
    api: workbench.api,
    url: server.url,
    async close() {
      await server.close();
      await workbench.close();
    },
  };
}

type OptionsWithoutPort = Omit<LoopbackOptions, 'port'>;

async function listenAsBefore(port: number | null, options: OptionsWithoutPort): Promise<LoopbackServer> {
  if (port !== null) {
    try {
      return await startLoopbackServer({ ...options, port });
    } catch (error) {
      if (!isPortTaken(error)) throw error;
    }
  }
  return startLoopbackServer({ ...options, port: 0 });
}

async function listenAt(port: number, options: OptionsWithoutPort): Promise<LoopbackServer> {
  try {
    return await startLoopbackServer({ ...options, port });
  } catch (error) {
    if (!isPortTaken(error)) throw error;
    throw new WorkbenchError(
      'access/port-in-use',
      `Port ${port} is used by another program or may not be used. Choose another one, or none to get a free one.`,
      { port },
    );
  }
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
}

function causeOf(error: WorkbenchError): string {
  return error.cause instanceof Error ? `Caused by ${error.cause.stack}\n` : '';
}
