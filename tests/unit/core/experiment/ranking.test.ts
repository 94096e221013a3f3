import { describe, expect, it } from 'vitest';
import { describeSetting } from '../../../../src-core/experiment/describeSetting.ts';
import { rankedTrials } from '../../../../src-core/experiment/ranking.ts';

describe('rankedTrials', () => {
  const trials = [
    { index: 0, metrics: { testAccuracy: 0.8, testLoss: 0.5 } },
    { index: 1, metrics: null },
    { index: 2, metrics: { testAccuracy: 0.9, testLoss: 0.7 } },
    { index: 3, metrics: { testAccuracy: 0.9, testLoss: NaN } },
  ];

  it('puts the best first: most accuracy, least loss', () => {
    expect(rankedTrials(trials, 'testAccuracy').map(({ index }) => index)).toEqual([2, 3, 0, 1]);
    expect(rankedTrials(trials, 'testLoss').map(({ index }) => index)).toEqual([0, 2, 1, 3]);
  });

  it('leaves the given order alone', () => {
    rankedTrials(trials, 'testAccuracy');
    expect(trials.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
  });
});

describe('describeSetting', () => {
  it('writes plain values and choices as people do', () => {
    expect([0.01, null, undefined, true].map(describeSetting)).toEqual(['0.01', 'none', '–', 'true']);
    expect(describeSetting({ type: 'adam', learningRate: 0.01 })).toBe('adam (learningRate 0.01)');
  });
});
