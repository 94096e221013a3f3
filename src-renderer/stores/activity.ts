import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { TrialProgress, TrialSummary } from '../../src-main/contract/snapshots.ts';
import { useProject } from './project.ts';
import { useWorkbench } from './workbench.ts';

/** What runs at the moment, for the status bar. */
export const useActivity = defineStore('activity', () => {
  const workbench = useWorkbench();
  const project = useProject();
  const progress = shallowRef<ReadonlyMap<string, TrialProgress>>(new Map());

  function listen(): void {
    workbench.client.on('trialChanged', ({ sweepId, summary }) => note(sweepId, summary));
    // What ended while nobody listened, or in another project, would be counted for ever.
    workbench.client.onConnection(forget);
    watch(() => project.snapshot?.folder, forget);
  }

  function forget(): void {
    progress.value = new Map();
  }

  function note(sweepId: string, { index, state, progress: latest }: TrialSummary): void {
    const key = `${sweepId}:${index}`;
    const isRunning = state === 'running' || state === 'stopping';
    if (!isRunning && !progress.value.has(key)) return;
    const changed = new Map(progress.value);
    if (isRunning && latest) changed.set(key, latest);
    else changed.delete(key);
    progress.value = changed;
  }

  const running = computed(() => total('running') + total('stopping'));
  const queued = computed(() =>
    project.sweeps.filter(({ state }) => state === 'running').reduce((sum, { counts }) => sum + (counts.queued ?? 0), 0),
  );
  const current = computed(() => (running.value > 0 ? [...progress.value.values()] : []));
  const samplesPerSecond = computed(() => current.value.reduce((sum, trial) => sum + trial.samplesPerSecond, 0));
  const secondsLeft = computed(() => estimateSecondsLeft(current.value, queued.value));

  function total(state: 'running' | 'stopping'): number {
    return project.sweeps.reduce((sum, { counts }) => sum + (counts[state] ?? 0), 0);
  }

  return { listen, running, queued, samplesPerSecond, secondsLeft };
});

/** Queued trials are taken to last as long as the running ones on average; null while nothing is known. */
export function estimateSecondsLeft(running: readonly TrialProgress[], queued: number): number | null {
  const known = running.filter((trial) => trial.secondsLeft !== null && trial.fraction > 0);
  if (known.length === 0) return null;
  const left = known.map((trial) => trial.secondsLeft!);
  const meanDuration = known.reduce((sum, trial) => sum + trial.secondsLeft! / Math.max(1e-6, 1 - trial.fraction), 0) / known.length;
  if (queued === 0) return Math.max(...left);
  return (left.reduce((sum, seconds) => sum + seconds, 0) + queued * meanDuration) / known.length;
}
