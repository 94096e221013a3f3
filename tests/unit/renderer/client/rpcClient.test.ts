import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import type { FrameChannel } from '../../../../src-main/contract/rpc.ts';
import type { ServedWorkbench } from '../../../../src-main/shells/serveWorkbench.ts';
import { createRpcClient, type RpcClient } from '../../../../src-renderer/client/rpcClient.ts';
import { openSocket, startTestServer, type TestServer } from '../../../support/startTestServer.ts';

let server: TestServer;
let client: RpcClient;
let answer: ServedWorkbench['call'];
beforeEach(async () => {
  answer = () => Promise.resolve([]);
  server = await startTestServer((name, parameters) => answer(name, parameters));
  client = createRpcClient();
});
afterEach(() => server.close());

/** As the browser's client connects, with a socket that Node knows. */
async function connect(): Promise<() => void> {
  const socket = await openSocket(server, { cookie: server.cookie, origin: server.origin });
  const channel: FrameChannel = {
    post: (frame) => socket.send(frame),
    onFrame: (listener) => socket.on('message', (data: ArrayBuffer) => listener(new Uint8Array(data))),
  };
  socket.on('close', () => client.lost());
  client.connected(channel);
  return () => socket.close();
}

describe('the renderer’s client', () => {
  it('asks and is answered, also with what JSON cannot hold', async () => {
    await connect();
    const boundary = { epoch: Infinity, values: Float32Array.of(0.5, Number.NaN) };
    answer = (name, parameters) => Promise.resolve({ ...boundary, name, parameters });
    expect(await client.base.api.trials({ sweepId: 'a' })).toStrictEqual({ ...boundary, name: 'trials', parameters: { sweepId: 'a' } });
  });

  it('rejects with the error the workbench raised', async () => {
    await connect();
    answer = () => Promise.reject(new WorkbenchError('project/missing', 'There is no such folder.', { folder: '/x' }));
    const error = await client.base.api.openProject({ folder: '/x' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WorkbenchError);
    expect(error).toMatchObject({ code: 'project/missing', message: 'There is no such folder.', details: { folder: '/x' } });
  });

  it('tells events to those who listen to them, until they no longer do', async () => {
    await connect();
    const [first, second, other] = [vi.fn(), vi.fn(), vi.fn()];
    const stop = client.base.on('command', first);
    client.base.on('command', second);
    client.base.on('projectChanged', other);
    server.tell('command', { name: 'one' });
    await client.base.api.samples({});
    stop();
    server.tell('command', { name: 'two' });
    await client.base.api.samples({});
    expect(first.mock.calls).toEqual([[{ name: 'one' }]]);
    expect(second.mock.calls).toEqual([[{ name: 'one' }], [{ name: 'two' }]]);
    expect(other).not.toHaveBeenCalled();
  });

  it('rejects what is asked while the connection is lost, and works again after it', async () => {
    const states: string[] = [];
    client.base.onConnection((state) => states.push(state));
    await expect(client.base.api.samples({})).rejects.toMatchObject({ code: 'access/connection-lost' });

    const disconnect = await connect();
    answer = () => new Promise(() => undefined);
    const pending = client.base.api.samples({});
    disconnect();
    await expect(pending).rejects.toMatchObject({ code: 'access/connection-lost' });
    await expect(client.base.api.samples({})).rejects.toMatchObject({ code: 'access/connection-lost' });

    await connect();
    answer = () => Promise.resolve([]);
    expect(await client.base.api.samples({})).toEqual([]);
    expect(states).toEqual(['connected', 'lost', 'connected']);
  });

  it('refuses a request that is too large before it is sent', async () => {
    await connect();
    const notes = 'x'.repeat(20 * 2 ** 20);
    await expect(client.base.api.editProject({ notes })).rejects.toMatchObject({ code: 'request/too-large' });
    expect(await client.base.api.samples({})).toEqual([]);
  });
});
