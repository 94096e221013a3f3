import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { EventListener } from '../../src-main/contract/events.ts';
import { startLoopbackServer, type LoopbackServer } from '../../src-main/shells/browser/loopbackServer.ts';
import type { ServedWorkbench } from '../../src-main/shells/serveWorkbench.ts';

export const testSecret = 'a-secret-of-forty-three-characters-at-least-yes';

export interface TestServer extends LoopbackServer {
  readonly host: string;
  readonly origin: string;
  readonly cookie: string;
  readonly folder: string;
  readonly unexpected: Error[];
  /** Sends an event to every page. */
  readonly tell: EventListener;
  ask(path: string, options?: RequestOptions & { body?: Uint8Array | string }): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** The loopback server over real sockets, with a small renderer and a workbench that answers from `call`. */
export async function startTestServer(call: ServedWorkbench['call'], maximumUploadBytes?: number): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'neuronlearning-test-'));
  const rendererFolder = join(folder, 'renderer');
  await mkdir(join(rendererFolder, 'assets'), { recursive: true });
  await writeFile(join(rendererFolder, 'index.html'), '<!doctype html><title>Test</title>');
  await writeFile(join(rendererFolder, 'assets', 'main.js'), 'export {};');
  await writeFile(join(folder, 'secret.json'), '{"secret":true}');

  const listeners = new Set<EventListener>();
  const unexpected: Error[] = [];
  const server = await startLoopbackServer({
    workbench: {
      call,
      on(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    rendererFolder,
    port: 0,
    sessionSecret: testSecret,
    maximumUploadBytes,
    onUnexpected: (error) => unexpected.push(error),
  });
  const host = `127.0.0.1:${server.port}`;
  return {
    ...server,
    host,
    origin: `http://${host}`,
    cookie: `neuronlearning-${server.port}=${testSecret}`,
    folder,
    unexpected,
    tell: (name, payload) => listeners.forEach((listener) => listener(name, payload)),
    ask: (path, options = {}) => ask(server.port, path, options),
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function ask(port: number, path: string, { body, ...options }: RequestOptions & { body?: Uint8Array | string }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, agent: false, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Opens a WebSocket; rejects with the status and text of a refusal. */
export function openSocket(server: TestServer, headers: Record<string, string>, path = '/socket'): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${server.host}${path}`, { headers });
  socket.binaryType = 'arraybuffer';
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
    socket.on('unexpected-response', (_, response) => {
      response.setEncoding('utf8');
      response.on('data', (text: string) => reject(new Error(`${response.statusCode} ${text}`)));
    });
  });
}
