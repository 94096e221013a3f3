import { createBirpc, type BirpcReturn } from 'birpc';
import { WorkbenchError } from '../../src-core/errors.ts';
import { decodeMessage, encodeMessage } from '../../src-main/contract/codec.ts';
import { requestSchemas, type RequestName } from '../../src-main/contract/requests.ts';
import {
  maximumAnswerBytes,
  maximumRequestBytes,
  noTimeout,
  type FrameChannel,
  type RendererFunctions,
} from '../../src-main/contract/rpc.ts';
import type { WorkbenchApi } from '../../src-main/contract/workbenchApi.ts';
import type { Client, ConnectionState } from './client.ts';
import { createEventListeners, createListeners } from './listeners.ts';

/** A client whose connection may be replaced: what both shells' clients are made of. */
export interface RpcClient {
  readonly base: Omit<Client, 'pickFiles' | 'takeFiles' | 'pickFolder'>;
  connected(channel: FrameChannel): void;
  /** Calls under way reject with `access/connection-lost`. */
  lost(): void;
}

export function createRpcClient(): RpcClient {
  const events = createEventListeners();
  const connection = createListeners<ConnectionState>();
  let rpc: BirpcReturn<WorkbenchApi, RendererFunctions> | null = null;

  return {
    base: {
      api: createApi((name, parameters) =>
        rpc === null ? Promise.reject(connectionLost()) : rpc.$callRaw({ method: name, args: [parameters] }),
      ),
      on: events.on,
      onConnection: connection.add,
    },
    connected(channel) {
      rpc = createBirpc<WorkbenchApi, RendererFunctions>(
        { event: events.tell },
        {
          post: channel.post,
          on: channel.onFrame,
          serialize: (message: unknown) => encodeMessage(message, maximumRequestBytes),
          deserialize: (frame: Uint8Array) => decodeMessage(frame, maximumAnswerBytes),
          timeout: noTimeout,
        },
      );
      connection.tell('connected');
    },
    lost() {
      if (rpc === null) return;
      rpc.$close(connectionLost());
      rpc = null;
      connection.tell('lost');
    },
  };
}

function createApi(call: (name: RequestName, parameters: unknown) => Promise<unknown>): WorkbenchApi {
  const names = Object.keys(requestSchemas) as RequestName[];
  return Object.fromEntries(names.map((name) => [name, (parameters: unknown) => call(name, parameters)])) as unknown as WorkbenchApi;
}

function connectionLost(): WorkbenchError {
  return new WorkbenchError(
    'access/connection-lost',
    'The connection to the workbench is lost. It is tried again by itself; check that the workbench is still running.',
  );
}
