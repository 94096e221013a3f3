import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearTicks, logarithmicTicks } from '../../../../../src-renderer/components/charts/ticks.ts';

describe('linearTicks', () => {
  it('steps by 1, 2 or 5 times a power of ten', () => {
    expect(linearTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(linearTicks(-1.2, 1.2, 5)).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect(linearTicks(0, 300, 6)).toEqual([0, 50, 100, 150, 200, 250, 300]);
  });

  it('stays within the range and never has many more than wanted', () => {
    const ranges = fc.tuple(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      fc.integer({ min: 2, max: 12 }),
    );
    fc.assert(
      fc.property(ranges, ([from, span, wanted]) => {
        const ticks = linearTicks(from, from + span, wanted);
        const slack = 1e-6 * (Math.abs(from) + span);
        return ticks.length <= wanted + 1 && ticks.every((tick) => tick >= from - slack && tick <= from + span + slack);
      }),
      { seed: 20261123 },
    );
  });

  it('has one for a range of nothing', () => {
    expect(linearTicks(3, 3, 5)).toEqual([3]);
  });
});

describe('logarithmicTicks', () => {
  it('takes powers of ten, finer steps over few decades, and linear ones within a part of one', () => {
    expect(logarithmicTicks(0.01, 10)).toEqual([0.01, 0.1, 1, 10]);
    expect(logarithmicTicks(0.1, 1)).toEqual([0.1, 0.2, 0.5, 1]);
    expect(logarithmicTicks(0.56, 0.8)).toEqual(linearTicks(0.56, 0.8, 5));
  });
});
