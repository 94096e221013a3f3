import { onActivated, onDeactivated, onMounted, onUnmounted, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { TrialDetails, TrialSummary } from '../../../src-main/contract/snapshots.ts';
import { useNotifications } from '../../stores/notifications.ts';
import { useWorkbench } from '../../stores/workbench.ts';

/** While a trial runs, its details are asked for again this long after the last answer. */
const pause = 1000;

/** Everything about one trial, read again while it runs and whenever its state changes; one request at a time. */
export function useTrialDetails(sweepId: string, trial: number, summary: Ref<TrialSummary | undefined>): ShallowRef<TrialDetails | null> {
  const workbench = useWorkbench();
  const notifications = useNotifications();
  const details = shallowRef<TrialDetails | null>(null);
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isShown = false;
  let isReading = false;

  async function read(): Promise<void> {
    if (isReading) return;
    isReading = true;
    const stateBefore = summary.value?.state;
    const answer = await notifications.attempt('Reading the trial', () => workbench.api.trialDetails({ sweepId, trial }));
    isReading = false;
    if (answer) details.value = answer;
    const isRunning = summary.value?.state === 'running' || summary.value?.state === 'stopping';
    if (!isShown) return;
    if (stateBefore !== summary.value?.state) again(0);
    else if (answer && isRunning) again(pause);
  }

  function again(milliseconds: number): void {
    stop();
    timer = setTimeout(() => void read(), milliseconds);
  }
  function stop(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }
  function show(): void {
    isShown = true;
    void read();
  }
  function hide(): void {
    isShown = false;
    stop();
  }

  onMounted(show);
  onActivated(show);
  onDeactivated(hide);
  onUnmounted(hide);
  watch(
    () => summary.value?.state,
    () => {
      if (isShown) again(0);
    },
  );
  return details;
}
