import type { WebSocket } from 'ws';
import type { FrameChannel } from '../../contract/rpc.ts';

/** A page that does not read is cut off before its unread events fill the memory; it connects again and reads the state anew. */
const mostUnsentBytes = 256 * 2 ** 20;

export function socketChannel(socket: WebSocket): FrameChannel {
  return {
    post(frame) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > mostUnsentBytes) socket.terminate();
      else socket.send(frame);
    },
    onFrame(listener) {
      socket.on('message', (data, isBinary) => {
        if (isBinary && data instanceof Uint8Array) listener(data);
        else socket.close(1003, 'Only binary messages are read.');
      });
    },
  };
}
