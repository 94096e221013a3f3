import { ipcMain, MessageChannelMain, type MessagePortMain } from 'electron';
import type { WorkbenchError } from '../../../src-core/errors.ts';
import { portAnswer, portRequest } from '../../contract/portHandover.ts';
import type { FrameChannel } from '../../contract/rpc.ts';
import { serveWorkbench, type ServedWorkbench } from '../serveWorkbench.ts';
import { isTrustedSender } from './trustedSender.ts';

/** Gives each page of ours that asks a port to the workbench. The only place that listens to messages of renderer processes. */
export function handOverPorts(workbench: ServedWorkbench, onUnexpected: (error: WorkbenchError) => void): void {
  ipcMain.on(portRequest, ({ senderFrame }) => {
    if (senderFrame === null || !isTrustedSender(senderFrame)) return;
    const { port1, port2 } = new MessageChannelMain();
    const stop = serveWorkbench(portChannel(port1), workbench, { onMalformed: () => port1.close(), onUnexpected });
    port1.on('close', stop);
    senderFrame.postMessage(portAnswer, null, [port2]);
  });
}

function portChannel(port: MessagePortMain): FrameChannel {
  return {
    post: (frame) => port.postMessage(frame),
    onFrame(listener) {
      port.on('message', ({ data }) => {
        if (data instanceof Uint8Array) listener(data);
        else port.close();
      });
      port.start();
    },
  };
}
