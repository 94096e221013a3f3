import type { FrameChannel } from '../../src-main/contract/rpc.ts';
import { portOffered, portWanted } from '../../src-main/contract/portHandover.ts';
import type { Client } from './client.ts';
import { createRpcClient } from './rpcClient.ts';

/** On the desktop the preload hands over a MessagePort to the main process, once it is asked to. */
export async function connectDesktop(): Promise<Client> {
  const port = await requestPort();
  const client = createRpcClient();
  client.connected(portChannel(port));
  port.addEventListener('close', client.lost);
  return {
    ...client.base,
    pickFiles: (purpose) => client.base.api.chooseFiles({ purpose }),
    takeFiles: null,
    pickFolder: (purpose) => client.base.api.chooseFolder({ purpose }),
  };
}

function requestPort(): Promise<MessagePort> {
  return new Promise((resolve) => {
    const receive = (event: MessageEvent): void => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== portOffered || port === undefined) return;
      window.removeEventListener('message', receive);
      resolve(port);
    };
    window.addEventListener('message', receive);
    window.postMessage(portWanted, window.location.origin);
  });
}

function portChannel(port: MessagePort): FrameChannel {
  return {
    post: (frame) => port.postMessage(frame),
    onFrame(listener) {
      port.addEventListener('message', (event: MessageEvent<Uint8Array>) => listener(event.data));
      port.start();
    },
  };
}
