import { describe, expect, it } from 'vitest';
import type { Termination } from '../../../../src-core/training/termination.ts';
import { newTrial, replayTrials, stopReasons, sweepState, type LiveTrial } from '../../../../src-main/training/liveTrial.ts';
import type { PlannedRecord, SweepRecord } from '../../../../src-main/training/sweepRecords.ts';

function plan(trial: number): PlannedRecord {
  return { type: 'planned', trial, seed: 1, designId: 'd', recipe: null, varied: {} };
}

function ended(trial: number, termination: Termination, seconds = 1): SweepRecord {
  return { type: 'ended', trial, termination, metrics: null, seconds };
}

const budget: Termination = { kind: 'budget', reason: 'epochs' };

function trialIn(state: LiveTrial['state'], termination: Termination | null = null): LiveTrial {
  return { ...newTrial(plan(0)), state, termination };
}

describe('replayTrials', () => {
  it('gives each trial the state of its last record', () => {
    const trials = replayTrials([
      plan(0),
      plan(1),
      plan(2),
      plan(3),
      { type: 'started', trial: 0 },
      { type: 'started', trial: 1 },
      ended(0, budget, 2.5),
      ended(1, { kind: 'stopped', reason: stopReasons.person }),
      { type: 'queued', trial: 1, fromCheckpoint: true },
      { type: 'started', trial: 2 },
    ]);
    expect([...trials.values()].map(({ state }) => state)).toEqual(['budget', 'queued', 'running', 'queued']);
    expect(trials.get(0)).toMatchObject({ termination: budget, seconds: 2.5 });
    expect(trials.get(1)).toMatchObject({ fromCheckpoint: true, termination: null, seconds: 1 });
  });

  it('forgets how far a trial came that is queued to run from its start', () => {
    const trials = replayTrials([
      plan(0),
      { type: 'started', trial: 0 },
      ended(0, budget),
      { type: 'queued', trial: 0, fromCheckpoint: false },
    ]);
    expect(trials.get(0)).toMatchObject({ state: 'queued', seconds: 0, metrics: null, fromCheckpoint: false });
  });

  it('passes over records of trials it knows no plan of', () => {
    expect(replayTrials([{ type: 'started', trial: 7 }, ended(7, budget)]).size).toBe(0);
  });
});

describe('sweepState', () => {
  const stopped = (reason: string) => trialIn('stopped', { kind: 'stopped', reason });

  it.each([
    ['draft', [], true],
    ['running', [trialIn('queued')], true],
    ['paused', [trialIn('queued')], false],
    ['running', [{ ...trialIn('queued'), wanted: true }], false],
    ['running', [trialIn('stopping'), trialIn('budget', budget)], false],
    ['paused', [trialIn('interrupted', { kind: 'interrupted', reason: '' }), trialIn('budget', budget)], true],
    ['paused', [stopped(stopReasons.pause), trialIn('budget', budget)], true],
    ['finished', [stopped(stopReasons.person), trialIn('budget', budget)], true],
    ['finished', [trialIn('failed', { kind: 'failed', code: 'c', message: 'm' })], true],
  ] as const)('is %s', (state, trials, active) => {
    expect(sweepState(trials, active)).toBe(state);
  });
});
