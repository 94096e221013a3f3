import type { FrameChannel } from '../../src-main/contract/rpc.ts';
import type { Client } from './client.ts';
import { createRpcClient } from './rpcClient.ts';
import { pickAndUpload, uploadFiles } from './uploadFiles.ts';

const firstPause = 250;
const longestPause = 4000;

/** In a browser a WebSocket carries the messages; when it breaks it is opened again, at growing intervals, for as long as the page lives. */
export async function connectBrowser(): Promise<Client> {
  const client = createRpcClient();
  await new Promise<void>((resolve) => keepConnected(client.connected, client.lost, resolve));
  return {
    ...client.base,
    pickFiles: pickAndUpload,
    takeFiles: uploadFiles,
    pickFolder: (purpose) => client.base.api.chooseFolder({ purpose }),
  };
}

function keepConnected(connected: (channel: FrameChannel) => void, lost: () => void, first: () => void): void {
  let pause = firstPause;
  const open = (): void => {
    const socket = new WebSocket(`ws://${window.location.host}/socket`);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => {
      pause = firstPause;
      connected(socketChannel(socket));
      first();
    });
    // An attempt that fails closes too.
    socket.addEventListener('close', () => {
      lost();
      window.setTimeout(open, pause);
      pause = Math.min(2 * pause, longestPause);
    });
  };
  open();
}

function socketChannel(socket: WebSocket): FrameChannel {
  return {
    post: (frame) => socket.send(frame as Uint8Array<ArrayBuffer>),
    onFrame: (listener) => socket.addEventListener('message', (event: MessageEvent<ArrayBuffer>) => listener(new Uint8Array(event.data))),
  };
}
