import { createBirpc } from 'birpc';
import { asWorkbenchError, type WorkbenchError } from '../../src-core/errors.ts';
import { decodeMessage, encodeMessage } from '../contract/codec.ts';
import type { EventListener } from '../contract/events.ts';
import { maximumAnswerBytes, maximumRequestBytes, noTimeout, type FrameChannel, type RendererFunctions } from '../contract/rpc.ts';

/** What is served of a workbench. */
export interface ServedWorkbench {
  /** Checks name and parameters, which come as a renderer sent them. */
  call(name: string, parameters: unknown): Promise<unknown>;
  /** Returns the function that ends the subscription. */
  on(listener: EventListener): () => void;
}

export interface ServeOptions {
  /** A frame that is no message: its sender cannot be answered and should be cut off. */
  onMalformed(error: WorkbenchError): void;
  /** An error nobody raised on purpose; the renderer is told its message, the log its stack. */
  onUnexpected(error: WorkbenchError): void;
}

/** Answers one renderer's requests and sends it all events, until the returned function is called. Both shells serve through it. */
export function serveWorkbench(channel: FrameChannel, workbench: ServedWorkbench, { onMalformed, onUnexpected }: ServeOptions): () => void {
  const rpc = createBirpc<RendererFunctions, object>(
    {},
    {
      post: channel.post,
      on: channel.onFrame,
      serialize: (message: unknown) => encodeMessage(message, maximumAnswerBytes),
      deserialize: (frame: Uint8Array) => decodeMessage(frame, maximumRequestBytes),
      timeout: noTimeout,
      resolver: (name) => (parameters: unknown) => answer(name, parameters),
      onGeneralError(error) {
        const known = asWorkbenchError(error);
        if (known.code === 'request/malformed') onMalformed(known);
        else onUnexpected(known);
        return true;
      },
    },
  );

  async function answer(name: string, parameters: unknown): Promise<unknown> {
    try {
      return await workbench.call(name, parameters);
    } catch (error) {
      const known = asWorkbenchError(error);
      if (known.code === 'internal/unexpected') onUnexpected(known);
      throw known;
    }
  }

  const unsubscribe = workbench.on((name, payload) => void rpc.$callEvent('event', name, payload).catch(onUnexpected));
  return () => {
    unsubscribe();
    rpc.$close();
  };
}
