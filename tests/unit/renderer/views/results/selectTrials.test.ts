import { describe, expect, it } from 'vitest';
import { selectTrials } from '../../../../../src-renderer/views/results/selectTrials.ts';
import { trialActions } from '../../../../../src-renderer/views/results/trialActions.ts';

const rows = [4, 2, 7, 1];

describe('selectTrials', () => {
  it('takes one alone, and none when it was the one', () => {
    expect([...selectTrials(new Set([4, 2]), rows, 4, 2, 'only')]).toEqual([2]);
    expect([...selectTrials(new Set([2]), rows, 2, 2, 'only')]).toEqual([]);
  });

  it('adds and takes away', () => {
    expect([...selectTrials(new Set([4]), rows, 4, 7, 'add')]).toEqual([4, 7]);
    expect([...selectTrials(new Set([4, 7]), rows, 4, 7, 'add')]).toEqual([4]);
  });

  it('extends over the rows as they are shown, in both directions', () => {
    expect([...selectTrials(new Set([4]), rows, 2, 1, 'extend')]).toEqual([2, 7, 1]);
    expect([...selectTrials(new Set([4]), rows, 7, 4, 'extend')]).toEqual([4, 2, 7]);
  });
});

describe('trialActions', () => {
  it('offers to go on only where there is a checkpoint to go on from', () => {
    const actions = (state: Parameters<typeof trialActions>[0]): string[] => trialActions(state).map(({ action }) => action);
    expect(actions('running')).toEqual(['stopTrial']);
    expect(actions('queued')).toEqual([]);
    expect(actions('interrupted')).toEqual(['resumeTrial', 'retryTrial']);
    expect(actions('diverged')).toEqual(['retryTrial']);
  });
});
