import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactSearch } from '../../../../src-core/lineSearch/exact.ts';
import { countedLine } from '../../../support/assertWolfe.ts';
import { wolfeLines } from './wolfeLines.ts';

describe('exactSearch', () => {
  it('finds the minimum of every parabola, with a few evaluations', () => {
    const size = { min: 1e-3, max: 1e3, noNaN: true };
    fc.assert(
      fc.property(fc.double(size), fc.double(size), fc.double({ min: 1e-2, max: 1e2, noNaN: true }), (bend, minimum, first) => {
        const line = countedLine(
          (a) => bend * (a - minimum) ** 2,
          (a) => 2 * bend * (a - minimum),
        );
        const found = exactSearch(line, line.start, first * minimum)!;
        expect(Math.abs(found.step / minimum - 1)).toBeLessThan(1e-10);
        expect(line.counts.values).toBeLessThanOrEqual(6);
      }),
      { seed: 20250304, numRuns: 300 },
    );
  });

  it.each(Object.entries(wolfeLines))('goes where the slope of the %s vanishes', (_name, make) => {
    for (const firstStep of [1e-3, 0.1, 1, 10, 1000]) {
      const line = make();
      const found = exactSearch(line, line.start, firstStep)!;
      expect(found.value).toBeLessThan(line.start.value);
      expect(Math.abs(line.valueAndSlope(found.step).slope)).toBeLessThanOrEqual(1e-6 * Math.abs(line.start.slope));
    }
  });

  it('does not settle in a hollow higher than the start', () => {
    // Falls from 0 to its first hollow near 1; beyond the ridge, hollows lie ever higher.
    const line = countedLine(
      (a) => 3 * a - 1.5 * Math.sin(2 * Math.PI * a),
      (a) => 3 - 3 * Math.PI * Math.cos(2 * Math.PI * a),
    );
    const found = exactSearch(line, line.start, 1.9)!;
    expect(found.value).toBeLessThan(line.start.value);
    expect(line.valueAndSlope(found.step).slope).toBeCloseTo(0, 8);
  });

  it('answers null where nothing lowers φ', () => {
    const line = countedLine(
      (a) => a,
      () => -1,
    );
    expect(exactSearch(line, line.start, 1)).toBeNull();
  });
});
