import { createBirpc } from 'birpc';
import { asWorkbenchError, WorkbenchError } from '../../src-core/errors.ts';
import { z } from '../../src-core/schema.ts';
import { decodeMessage, encodeMessage } from '../contract/codec.ts';
import type { EventListener } from '../contract/events.ts';
import { requestSchemas, type RequestName } from '../contract/requests.ts';
import { maximumAnswerBytes, maximumRequestBytes, noTimeout, type FrameChannel, type RendererFunctions } from '../contract/rpc.ts';

/** What is served of a workbench. */
export interface ServedWorkbench {
  call(name: RequestName, parameters: unknown): Promise<unknown>;
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
      const request = checkRequest(name, parameters);
      return await workbench.call(request.name, request.parameters);
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

function checkRequest(name: string, parameters: unknown): { name: RequestName; parameters: unknown } {
  if (!isRequestName(name)) {
    throw new WorkbenchError('request/unknown', `This workbench knows no request named ${JSON.stringify(name)}. Reload the page, or update the program.`, { name });
  }
  const checked = requestSchemas[name].safeParse(parameters);
  if (checked.success) return { name, parameters: checked.data };
  const message = `The request ${name} was not understood: ${z.prettifyError(checked.error)}`;
  throw new WorkbenchError('request/invalid', message, { name, issues: checked.error.issues.map(({ path, message: text }) => ({ path, message: text })) });
}

function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requestSchemas, name);
}
