import { describe, expect, it } from 'vitest';
import { formatDuration } from '../../../../src-renderer/format/formatDuration.ts';

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
