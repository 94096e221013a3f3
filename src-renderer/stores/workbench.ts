import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { WorkbenchError } from '../../src-core/errors.ts';
import type { Environment } from '../../src-main/contract/snapshots.ts';
import type { WorkbenchApi } from '../../src-main/contract/workbenchApi.ts';
import type { Client } from '../client/client.ts';

/** The one connection to the workbench. `api` asks, `client.on` listens; both are there once `connect` has answered. */
export const useWorkbench = defineStore('workbench', () => {
  const connected = shallowRef<Client | null>(null);
  const environment = shallowRef<Environment | null>(null);
  const online = ref(false);

  const client = computed<Client>(() => {
    if (connected.value) return connected.value;
    throw new WorkbenchError('internal/not-connected', 'The window has no connection to the workbench yet.');
  });
  const api = computed<WorkbenchApi>(() => client.value.api);

  async function connect(given: Client): Promise<void> {
    connected.value = given;
    given.onConnection((state) => (online.value = state === 'connected'));
    environment.value = await given.api.environment({});
    online.value = true;
  }

  return { client, api, environment, online, connect };
});
