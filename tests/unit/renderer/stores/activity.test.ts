import { describe, expect, it } from 'vitest';
import { estimateSecondsLeft } from '../../../../src-renderer/stores/activity.ts';

const trial = (fraction: number, secondsLeft: number | null) => ({ fraction, secondsLeft, epoch: 1, samplesPerSecond: 100 });

describe('estimateSecondsLeft', () => {
  it('is unknown while no trial knows', () => {
    expect(estimateSecondsLeft([], 5)).toBeNull();
    expect(estimateSecondsLeft([trial(0, null)], 5)).toBeNull();
  });

  it('is the longest of those running when none wait', () => {
    expect(estimateSecondsLeft([trial(0.5, 10), trial(0.2, 40)], 0)).toBe(40);
  });

  it('counts waiting trials as long as running ones, dealt to as many workers', () => {
    // Two trials half done with 10 s to go take 20 s each; four more on two workers take 40 s after the 10 s.
    expect(estimateSecondsLeft([trial(0.5, 10), trial(0.5, 10)], 4)).toBeCloseTo(50);
  });
});
