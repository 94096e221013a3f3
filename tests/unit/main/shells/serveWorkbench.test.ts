import { tmpdir } from 'node:os';
import { createBirpc } from 'birpc';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { decodeMessage, encodeMessage } from '../../../../src-main/contract/codec.ts';
import type { EventListener } from '../../../../src-main/contract/events.ts';
import { maximumAnswerBytes, maximumRequestBytes, noTimeout } from '../../../../src-main/contract/rpc.ts';
import type { ServedWorkbench } from '../../../../src-main/shells/serveWorkbench.ts';
import { createWorkbench } from '../../../../src-main/workbench.ts';
import { openSocket, startTestServer, type TestServer } from '../../../support/startTestServer.ts';

let server: TestServer;
afterEach(() => server.close());

async function connect(call: ServedWorkbench['call']) {
  server = await startTestServer(call);
  const socket = await openSocket(server, { cookie: server.cookie, origin: server.origin });
  const events: unknown[][] = [];
  const event: EventListener = (name, payload) => void events.push([name, payload]);
  const rpc = createBirpc<Record<string, (...parameters: unknown[]) => unknown>, { event: EventListener }>(
    { event },
    {
      post: (frame: Uint8Array) => socket.send(frame),
      on: (listener) => socket.on('message', (data: ArrayBuffer) => listener(new Uint8Array(data))),
      serialize: (message) => encodeMessage(message, 2 * maximumRequestBytes),
      deserialize: (frame: Uint8Array) => decodeMessage(frame, maximumAnswerBytes),
      timeout: noTimeout,
    },
  );
  return { socket, events, ask: (name: string, ...parameters: unknown[]) => rpc.$call(name, ...parameters) };
}

const closed = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.once('close', resolve));

describe('serveWorkbench over a socket', () => {
  it('passes a request on and brings typed arrays back', async () => {
    const call = vi.fn<ServedWorkbench['call']>(() => Promise.resolve({ values: Float32Array.of(1, Number.NaN) }));
    const { ask } = await connect(call);
    const answer = await ask('decisionBoundary', { sweepId: 's', trial: 0 });
    expect(call).toHaveBeenCalledWith('decisionBoundary', { sweepId: 's', trial: 0 });
    expect(answer).toStrictEqual({ values: Float32Array.of(1, Number.NaN) });
  });

  it.each([
    ['an unknown request', 'formatDisk', [{}], 'request/unknown'],
    ['a name from the prototype', 'constructor', [{}], 'request/unknown'],
    ['no parameters', 'samples', [], 'request/bad-parameters'],
    ['parameters nobody asked for', 'samples', [{ extra: 1 }], 'request/bad-parameters'],
    ['a value out of range', 'decisionBoundary', [{ sweepId: 's', trial: -1 }], 'request/bad-parameters'],
  ])('answers %s with the workbench’s own refusal', async (_, name, parameters, code) => {
    const workbench = createWorkbench({
      shell: 'browser',
      userDataFolder: tmpdir(),
      projectsFolder: tmpdir(),
      samplesFolder: tmpdir(),
      forkTrainer: () => expect.unreachable(),
      dialogs: null,
    });
    const { ask } = await connect(workbench.call);
    await expect(ask(name, ...parameters)).rejects.toMatchObject({ code });
    expect(server.unexpected).toHaveLength(0);
  });

  it('brings errors back as they were raised', async () => {
    const { ask } = await connect(() => Promise.reject(new WorkbenchError('project/locked', 'It is open elsewhere.', { pid: 7 })));
    const error = await ask('closeProject', {}).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WorkbenchError);
    expect(error).toMatchObject({ code: 'project/locked', message: 'It is open elsewhere.', details: { pid: 7 } });
    expect(server.unexpected).toHaveLength(0);
  });

  it('logs an error nobody raised on purpose and tells its message only', async () => {
    const { ask } = await connect(() => Promise.reject(new TypeError('x is undefined')));
    await expect(ask('closeProject', {})).rejects.toMatchObject({ code: 'internal/unexpected', message: 'x is undefined', details: {} });
    expect(server.unexpected).toHaveLength(1);
  });

  it('sends events in order, answers among them, until the page goes', async () => {
    const { ask, events, socket } = await connect(() => {
      server.tell('command', { name: 'during' });
      return Promise.resolve(null);
    });
    server.tell('command', { name: 'before' });
    await ask('closeProject', {});
    expect(events).toStrictEqual([
      ['command', { name: 'before' }],
      ['command', { name: 'during' }],
    ]);
    socket.close();
    await closed(socket);
    server.tell('command', { name: 'after' });
    expect(server.unexpected).toHaveLength(0);
  });

  it.each([
    ['a text message', 'hello', 1003],
    ['bytes that are no message', Uint8Array.of(1, 2, 3, 4, 5), 1007],
    ['a message over the limit', new Uint8Array(maximumRequestBytes + 1), 1009],
  ])('cuts off the sender of %s and goes on serving others', async (_, data, code) => {
    const { socket } = await connect(() => Promise.resolve(null));
    socket.send(data);
    expect(await closed(socket)).toBe(code);
    const other = await openSocket(server, { cookie: server.cookie, origin: server.origin });
    expect(other.readyState).toBe(other.OPEN);
  });
});
