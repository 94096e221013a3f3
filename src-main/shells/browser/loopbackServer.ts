import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { asWorkbenchError, type WorkbenchError } from '../../../src-core/errors.ts';
import { maximumRequestBytes } from '../../contract/rpc.ts';
import { toWireError } from '../../contract/wireError.ts';
import { pageHeaders } from '../pageHeaders.ts';
import { readRendererFile } from '../rendererFiles.ts';
import { serveWorkbench, type ServedWorkbench } from '../serveWorkbench.ts';
import { createAccessGuard, type AccessGuard } from './accessGuard.ts';
import { socketChannel } from './socket.ts';
import { createUploads, type Uploads } from './uploads.ts';

export interface LoopbackOptions {
  readonly workbench: ServedWorkbench;
  readonly rendererFolder: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Value of the cookie that stands for having been let in. */
  readonly sessionSecret: string;
  readonly maximumUploadBytes?: number;
  onUnexpected(error: WorkbenchError): void;
}

export interface LoopbackServer {
  readonly port: number;
  /** With the one-time token. */
  readonly url: string;
  close(): Promise<void>;
}

/** The renderer's files, uploads and a WebSocket to the workbench, for the person at this machine only. Rejects with EADDRINUSE. */
export async function startLoopbackServer(options: LoopbackOptions): Promise<LoopbackServer> {
  const server = createServer();
  const port = await listen(server, options.port);
  const guard = createAccessGuard(port, options.sessionSecret);
  const uploads = await createUploads(options.maximumUploadBytes);
  const headers = pageHeaders([`ws://127.0.0.1:${port}`, `ws://localhost:${port}`]);
  const closeSockets = acceptSockets(server, guard, options);

  server.on('request', (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    void respond(request, response, guard, uploads, options)
      .catch((error: unknown) => fail(response, error, options))
      // A browser reads the answer only after it has sent its whole body, welcome or not.
      .finally(() => request.resume());
  });

  return {
    port,
    url: guard.url,
    async close() {
      closeSockets();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await uploads.close();
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  guard: AccessGuard,
  uploads: Uploads,
  options: LoopbackOptions,
): Promise<void> {
  const verdict = guard.judge(request);
  if (verdict.type === 'refused') return sendText(response, 403, verdict.reason);
  if (verdict.type === 'welcome') {
    response.writeHead(303, { location: '/', 'set-cookie': verdict.cookie, 'cache-control': 'no-store' }).end();
    return;
  }
  const { path, query } = splitTarget(request.url ?? '');
  if (request.method === 'POST' && path === '/upload') {
    const announced = request.headers['content-length'];
    const uploaded = await uploads.receive(query.get('name') ?? '', request, announced === undefined ? null : Number(announced));
    return sendJson(response, 201, { path: uploaded });
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return sendText(response, 405, 'This address can only be read.');
  const file = await readRendererFile(options.rendererFolder, path);
  if (file === null) return sendText(response, 404, 'There is nothing at this address.');
  response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.byteLength, 'cache-control': 'no-cache' });
  response.end(request.method === 'HEAD' ? undefined : file.bytes);
}

/** Not by `new URL`, to which `//name` is another host with an empty path. */
function splitTarget(target: string): { path: string; query: URLSearchParams } {
  const [path = '', ...query] = target.split('?');
  return { path, query: new URLSearchParams(query.join('?')) };
}

/** Upgrades what the guard lets in; the returned function ends all connections. */
function acceptSockets(server: Server, guard: AccessGuard, { workbench, onUnexpected }: LoopbackOptions): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maximumRequestBytes, perMessageDeflate: false });

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const verdict = guard.judge(request);
    if (verdict.type !== 'granted') return refuseUpgrade(stream, 403, verdict.type === 'refused' ? verdict.reason : 'Not here.');
    if (request.url !== '/socket') return refuseUpgrade(stream, 404, 'There is no socket at this address.');
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const stop = serveWorkbench(socketChannel(socket), workbench, {
        onMalformed: (error) => socket.close(1007, error.message),
        onUnexpected,
      });
      socket.on('close', stop);
      // A frame over the limit, say; ws closes the connection itself.
      socket.on('error', () => socket.terminate());
    });
  });

  return () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  };
}

function refuseUpgrade(stream: Duplex, status: number, reason: string): void {
  const body = Buffer.from(reason);
  const name = status === 403 ? 'Forbidden' : 'Not Found';
  stream.end(
    `HTTP/1.1 ${status} ${name}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: ${body.byteLength}\r\nconnection: close\r\n\r\n${reason}`,
  );
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(text);
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}

function fail(response: ServerResponse, error: unknown, { onUnexpected }: LoopbackOptions): void {
  const known = asWorkbenchError(error);
  if (known.code === 'internal/unexpected') onUnexpected(known);
  if (response.headersSent || response.destroyed) return void response.destroy();
  sendJson(response, known.code === 'request/too-large' ? 413 : 500, toWireError(known));
}
