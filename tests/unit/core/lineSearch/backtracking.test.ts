import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backtracking } from '../../../../src-core/lineSearch/backtracking.ts';
import { assertArmijo, countedLine } from '../../../support/assertWolfe.ts';

describe('backtracking', () => {
  it("satisfies Armijo's condition on every parabola, without asking for a slope", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        fc.double({ min: 1e-4, max: 1e4, noNaN: true }),
        (bend, minimum, firstStep) => {
          const line = countedLine(
            (a) => bend * (a - minimum) ** 2,
            (a) => 2 * bend * (a - minimum),
          );
          const found = backtracking(line, line.start, firstStep)!;
          assertArmijo(line.start, found);
          expect(found.step).toBeLessThanOrEqual(Math.max(firstStep, Math.min(10 * firstStep, minimum * (1 + 1e-9))));
          expect(line.counts.slopes).toBe(0);
        },
      ),
      { seed: 20240611, numRuns: 200 },
    );
  });

  it('takes the first step if it will do', () => {
    const line = countedLine(
      (a) => (a - 3) ** 2,
      (a) => 2 * (a - 3),
    );
    expect(backtracking(line, line.start, 2)).toEqual({ step: 2, value: 1 });
    expect(line.counts.values).toBe(1);
  });

  it.each([
    { firstStep: 1, step: 3 },
    { firstStep: 0.1, step: 1 },
  ])('lengthens a first step of $firstStep to $step, towards the minimum at 3', ({ firstStep, step }) => {
    const line = countedLine(
      (a) => (a - 3) ** 2,
      (a) => 2 * (a - 3),
    );
    expect(backtracking(line, line.start, firstStep)!.step).toBeCloseTo(step, 12);
    expect(line.counts.values).toBe(2);
  });

  it('goes to the minimum of the parabola where that lies between a tenth and half of the step', () => {
    const line = countedLine(
      (a) => (a - 3) ** 2,
      (a) => 2 * (a - 3),
    );
    // From 10: φ = 49 > φ(0) = 9, and the parabola through φ(0), φ'(0), φ(10) is φ itself, with its minimum at 3.
    expect(backtracking(line, line.start, 10)!.step).toBeCloseTo(3, 12);
    expect(line.counts.values).toBe(2);
  });

  it('shortens by a tenth at most where a value is not finite', () => {
    const line = countedLine(
      (a) => (a > 0.05 ? NaN : -a),
      () => -1,
    );
    expect(backtracking(line, line.start, 1)!.step).toBeCloseTo(0.01, 15);
  });

  it('answers null where nothing lowers φ', () => {
    const line = countedLine(
      (a) => a,
      () => -1,
    );
    expect(backtracking(line, line.start, 1)).toBeNull();
    expect(line.counts.values).toBe(50);
  });
});
