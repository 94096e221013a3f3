import { describe, expect, it } from 'vitest';
import { shellOfSample } from '../../../../src-core/losses/shell.ts';
import { evaluate, sampleLoss } from './evaluate.ts';

describe('shell', () => {
  it('draws members to the centre and others to the shell, worked by hand', () => {
    // |y|² = 25: ¼·25² and y·25 for a member; ¼(25 − 4)² and y·21 for the rest, R = 2.
    const loss = sampleLoss({ type: 'shell', radius: 2, memberClass: 2 });
    expect(evaluate(loss, [3, 4], [0, 1])).toEqual({ value: 156.25, gradient: [75, 100] });
    expect(evaluate(loss, [3, 4], [1, 0])).toEqual({ value: 110.25, gradient: [63, 84] });
  });

  it('is 0, with no gradient, where a sample belongs', () => {
    const loss = sampleLoss({ type: 'shell', radius: 5 });
    expect(evaluate(loss, [3, 4], [0, 1])).toEqual({ value: 0, gradient: [0, 0] });
    expect(evaluate(loss, [0, 0], [1, 0])).toEqual({ value: 0, gradient: [0, 0] });
  });

  it('knows nothing of a sample but its radius', () => {
    const elements = Float64Array.of(1, 2, 0, 0);
    expect(shellOfSample(elements, 0, 1, 2, 2)).toBe(4);
    expect([...elements]).toEqual([1, 2, 4, 8]);
  });
});
