import { defineStore } from 'pinia';
import { shallowRef, watch, type ShallowRef } from 'vue';
import type { RequestParameters } from '../../src-main/contract/requests.ts';
import type { TimedMetrics, TrialSummary } from '../../src-main/contract/snapshots.ts';
import { oncePerFrame } from '../components/charts/oncePerFrame.ts';
import { useNotifications } from './notifications.ts';
import { useProject } from './project.ts';
import { createTrialRecords, type TrialRecords } from './trialRecords.ts';
import { useWorkbench } from './workbench.ts';

/** Most trials one request for metrics may name. */
const metricsPerRequest = 1000;

/** `unread` while its project is not open. */
export type ReadingState = 'unread' | 'loading' | 'ready' | 'failed';

/** The trials of a sweep as the views see them. Reading `changed` in a computed value or an effect makes it follow the records. */
export interface SweepTrials {
  readonly sweepId: string;
  readonly records: TrialRecords;
  /** Raised at most once a frame, after any change of summaries or metrics. */
  readonly changed: Readonly<ShallowRef<number>>;
  readonly state: Readonly<ShallowRef<ReadingState>>;
}

interface OpenSweep extends SweepTrials {
  readonly changed: ShallowRef<number>;
  readonly state: ShallowRef<ReadingState>;
  readonly announce: () => void;
  /** Events met while an answer is under way; null when none is. */
  newerSummaries: Map<number, TrialSummary> | null;
  readonly newerMetrics: Map<number, TimedMetrics[]>;
  /** Raised when all is forgotten: an answer that was asked for before says nothing any more. */
  generation: number;
}

export type TrialAction = 'stopTrial' | 'resumeTrial' | 'retryTrial';

const doing: Readonly<Record<TrialAction, string>> = {
  stopTrial: 'Stopping the trial',
  resumeTrial: 'Resuming the trial',
  retryTrial: 'Running the trial again',
};

/** Trials and metrics of every sweep that was looked at, kept true by events and read again after a lost connection came back. */
export const useTrials = defineStore('trials', () => {
  const workbench = useWorkbench();
  const notifications = useNotifications();
  const sweeps = new Map<string, OpenSweep>();
  const project = useProject();
  let folder: string | null = null;
  let listening = false;

  /** The sweep's trials, asked for when they are first wanted. */
  function trialsOf(sweepId: string): SweepTrials {
    const known = sweeps.get(sweepId);
    if (known) return known;
    listen();
    const opened = openSweep(sweepId);
    sweeps.set(sweepId, opened);
    void load(opened);
    return opened;
  }

  /** Sees to it that the metrics of these trials are there and stay true. To be asked again once the trials themselves are `ready`. */
  async function wantMetrics(sweepId: string, trials: readonly number[]): Promise<void> {
    const sweep = sweeps.get(sweepId);
    if (sweep?.state.value !== 'ready') return;
    const { records, newerMetrics } = sweep;
    const missing = trials.filter((trial) => records.summaries[trial] && !records.metrics(trial) && !newerMetrics.has(trial));
    for (let from = 0; from < missing.length; from += metricsPerRequest)
      await loadMetrics(sweep, missing.slice(from, from + metricsPerRequest));
  }

  async function act(action: TrialAction, trial: RequestParameters<'stopTrial'>): Promise<void> {
    const summary = await notifications.attempt(doing[action], () => workbench.api[action](trial));
    const sweep = sweeps.get(trial.sweepId);
    if (summary && sweep) takeSummary(sweep, summary);
  }

  async function load(sweep: OpenSweep): Promise<void> {
    const { generation, sweepId } = sweep;
    const newer = new Map<number, TrialSummary>();
    sweep.newerSummaries = newer;
    if (sweep.state.value !== 'ready') sweep.state.value = 'loading';
    const answer = await notifications.attempt('Reading the trials', () => workbench.api.trials({ sweepId }));
    if (sweep.generation !== generation) return;
    sweep.newerSummaries = null;
    if (answer) sweep.records.setSummaries(answer, newer);
    sweep.state.value = answer ? 'ready' : 'failed';
    sweep.announce();
  }

  async function loadMetrics(sweep: OpenSweep, trials: readonly number[]): Promise<void> {
    const { generation, sweepId } = sweep;
    for (const trial of trials) sweep.newerMetrics.set(trial, []);
    const answer = await notifications.attempt('Reading the metrics of trials', () =>
      workbench.api.trialMetrics({ sweepId, trials: [...trials] }),
    );
    if (sweep.generation !== generation) return;
    for (const trial of trials) {
      if (answer) sweep.records.setMetrics(trial, answer[trial] ?? [], sweep.newerMetrics.get(trial) ?? []);
      sweep.newerMetrics.delete(trial);
    }
    sweep.announce();
  }

  async function loadAgain(): Promise<void> {
    for (const sweep of sweeps.values()) {
      if (sweep.state.value === 'unread') continue;
      await load(sweep);
      const shown = sweep.records.metricTrials();
      for (let from = 0; from < shown.length; from += metricsPerRequest)
        await loadMetrics(sweep, shown.slice(from, from + metricsPerRequest));
    }
  }

  function takeSummary(sweep: OpenSweep, summary: TrialSummary): void {
    sweep.newerSummaries?.set(summary.index, summary);
    sweep.records.setSummary(summary);
    sweep.announce();
  }

  function takeMetrics(sweep: OpenSweep, trial: number, added: readonly TimedMetrics[]): void {
    sweep.newerMetrics.get(trial)?.push(...added);
    sweep.records.addMetrics(trial, added);
    sweep.announce();
  }

  function listen(): void {
    if (listening) return;
    listening = true;
    const { client } = workbench;
    client.on('trialChanged', ({ sweepId, summary }) => {
      const sweep = sweeps.get(sweepId);
      if (sweep) takeSummary(sweep, summary);
    });
    client.on('metricsAdded', ({ sweepId, trial, metrics }) => {
      const sweep = sweeps.get(sweepId);
      if (sweep) takeMetrics(sweep, trial, metrics);
    });
    client.onConnection((state) => {
      if (state === 'connected') void loadAgain();
    });
  }

  // Ids of sweeps are unique within a project only, and may come again after a sweep was deleted. Views keep what they were given.
  watch(
    () => project.snapshot,
    (snapshot) => {
      const isOther = (snapshot?.folder ?? null) !== folder;
      folder = snapshot?.folder ?? null;
      const present = new Set(snapshot?.sweeps.map(({ sweep }) => sweep.id));
      for (const sweep of sweeps.values()) {
        if (isOther || !present.has(sweep.sweepId)) forget(sweep);
        if (sweep.state.value === 'unread' && present.has(sweep.sweepId)) void load(sweep);
      }
    },
    { flush: 'sync', immediate: true },
  );

  function forget(sweep: OpenSweep): void {
    sweep.generation++;
    sweep.records.clear();
    sweep.newerSummaries = null;
    sweep.newerMetrics.clear();
    sweep.state.value = 'unread';
    sweep.announce();
  }

  return { trialsOf, wantMetrics, act };
});

function openSweep(sweepId: string): OpenSweep {
  const changed = shallowRef(0);
  return {
    sweepId,
    records: createTrialRecords(),
    changed,
    state: shallowRef('unread'),
    announce: oncePerFrame(() => changed.value++),
    newerSummaries: null,
    newerMetrics: new Map(),
    generation: 0,
  };
}
