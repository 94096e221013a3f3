import { shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Identification } from '../../../src-core/training/identification.ts';
import { useNotifications } from '../../stores/notifications.ts';
import { useWorkbench } from '../../stores/workbench.ts';

/** More trials than these would take long to read, and hardly narrow an interval. */
const mostTrials = 20;

/** How some trials of a sweep that have ended tell sets apart; those that do not are left out. Read again as others end. */
export function useIdentifications(sweepId: string, trials: Ref<readonly number[]>): Readonly<ShallowRef<readonly Identification[]>> {
  const workbench = useWorkbench();
  const notifications = useNotifications();
  const found = shallowRef<readonly Identification[]>([]);

  async function read(): Promise<void> {
    const asked = trials.value.join();
    const wanted = trials.value.slice(0, mostTrials);
    const details = await notifications.attempt('Reading the trials', () =>
      Promise.all(wanted.map((trial) => workbench.api.trialDetails({ sweepId, trial }))),
    );
    if (details && asked === trials.value.join()) found.value = details.flatMap(({ result }) => result?.identification ?? []);
  }

  watch(() => trials.value.join(), read, { immediate: true });
  return found;
}
