import { describe, expect, it } from 'vitest';
import { formatDuration, formatEstimate } from '../../../../src-renderer/format/formatDuration.ts';

describe('formatDuration', () => {
  it.each([
    [0.42, '0.4 s'],
    [9.96, '10 s'],
    [59.6, '1 min'],
    [185, '3 min 5 s'],
    [7800, '2 h 10 min'],
    [90_000, '1 d 1 h'],
    [null, '–'],
    [Infinity, '–'],
  ])('%s → %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));
});

describe('formatEstimate', () => {
  it('leaves out seconds that nobody can know', () => {
    expect([5, 185, 2767, 4700].map(formatEstimate)).toEqual(['5.0 s', '3 min 5 s', '46 min', '1 h 18 min']);
  });
});
