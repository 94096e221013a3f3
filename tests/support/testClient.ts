import type { Client } from '../../src-renderer/client/client.ts';
import type { Workbench } from '../../src-main/workbench.ts';

/** A client of a workbench in the same process: what the renderer's stores meet, without a connection between. */
export function testClient(workbench: Workbench): Client {
  return {
    api: workbench.api,
    on: (name, listener) =>
      workbench.on((told, payload) => {
        if (told === (name as string)) listener(payload as never);
      }),
    onConnection: () => () => undefined,
    pickFiles: () => Promise.resolve([]),
    takeFiles: null,
    pickFolder: () => Promise.resolve(null),
  };
}
