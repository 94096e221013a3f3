import { isResumable, type Termination } from '../../src-core/training/termination.ts';
import type { MetricsRecord } from '../../src-core/training/metrics.ts';
import type { SweepState, TrialProgress, TrialState, TrialSummary } from '../contract/snapshots.ts';
import type { PlannedRecord, SweepRecord } from './sweepRecords.ts';

/** A trial as its sweep holds it in memory. */
export interface LiveTrial {
  readonly plan: PlannedRecord;
  state: TrialState;
  termination: Termination | null;
  metrics: MetricsRecord | null;
  seconds: number;
  progress: TrialProgress | null;
  /** When queued: go on from checkpoint.bin. */
  fromCheckpoint: boolean;
  /** When queued: a person asked for this very trial, so it runs although its sweep may be paused. */
  wanted: boolean;
}

/** Reasons given to trainers that are stopped; a sweep with trials stopped by the last two is not finished. */
export const stopReasons = { person: 'stopped by hand', pause: 'its sweep was paused', close: 'its project was closed' } as const;

export function newTrial(plan: PlannedRecord): LiveTrial {
  return { plan, state: 'queued', termination: null, metrics: null, seconds: 0, progress: null, fromCheckpoint: false, wanted: false };
}

/** The trials of a sweep as its journal left them, by index. Those that were running when the last record was written stay so. */
export function replayTrials(records: readonly SweepRecord[]): Map<number, LiveTrial> {
  const trials = new Map<number, LiveTrial>();
  for (const record of records) {
    if (record.type === 'begun') continue;
    if (record.type === 'planned') {
      trials.set(record.trial, newTrial(record));
      continue;
    }
    // A trial whose plan was damaged is planned anew by whoever opens the sweep; what else is known of it is in its folder.
    const trial = trials.get(record.trial);
    if (trial) applyRecord(trial, record);
  }
  return trials;
}

function applyRecord(trial: LiveTrial, record: Extract<SweepRecord, { type: 'queued' | 'started' | 'ended' }>): void {
  switch (record.type) {
    case 'queued':
      queueTrial(trial, record.fromCheckpoint);
      break;
    case 'started':
      trial.state = 'running';
      break;
    case 'ended':
      endTrial(trial, record.termination);
      trial.metrics = record.metrics;
      trial.seconds = record.seconds;
      break;
  }
}

export function queueTrial(trial: LiveTrial, fromCheckpoint: boolean): void {
  trial.state = 'queued';
  trial.termination = null;
  trial.fromCheckpoint = fromCheckpoint;
  if (fromCheckpoint) return;
  trial.metrics = null;
  trial.seconds = 0;
  trial.progress = null;
}

export function endTrial(trial: LiveTrial, termination: Termination): void {
  trial.state = termination.kind;
  trial.termination = termination;
  trial.progress = null;
  trial.wanted = false;
}

export function canResume({ termination }: LiveTrial): boolean {
  return termination !== null && isResumable(termination.kind);
}

export function isRunning({ state }: LiveTrial): boolean {
  return state === 'running' || state === 'stopping';
}

/** `active`: queued trials are started as workers get free. */
export function sweepState(trials: Iterable<LiveTrial>, active: boolean): SweepState {
  let any = false;
  let unfinished = false;
  for (const trial of trials) {
    any = true;
    if (isRunning(trial) || (trial.state === 'queued' && (active || trial.wanted))) return 'running';
    unfinished ||= trial.state === 'queued' || trial.state === 'interrupted' || wasCutShort(trial);
  }
  if (!any) return 'draft';
  return unfinished ? 'paused' : 'finished';
}

function wasCutShort({ termination }: LiveTrial): boolean {
  return termination?.kind === 'stopped' && termination.reason !== stopReasons.person;
}

export function summarise(trial: LiveTrial, designName: string): TrialSummary {
  const { plan, state, termination, metrics, seconds, progress } = trial;
  return { index: plan.trial, seed: plan.seed, designName, varied: plan.varied, state, termination, metrics, seconds, progress };
}
