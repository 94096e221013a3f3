import { expect } from 'vitest';
import { sufficientDecrease } from '../../src-core/lineSearch/conditions.ts';
import type { LineFunction, LinePoint } from '../../src-core/lineSearch/lineFunction.ts';

/** A line made of φ and φ', which counts how often it was asked. */
export interface CountedLine extends LineFunction {
  readonly start: LinePoint;
  readonly counts: { values: number; slopes: number };
}

export function countedLine(phi: (step: number) => number, slope: (step: number) => number): CountedLine {
  const counts = { values: 0, slopes: 0 };
  return {
    counts,
    start: { step: 0, value: phi(0), slope: slope(0) },
    value(step) {
      counts.values++;
      return phi(step);
    },
    valueAndSlope(step) {
      counts.values++;
      counts.slopes++;
      return { step, value: phi(step), slope: slope(step) };
    },
  };
}

/** φ(α) ≤ φ(0) + c₁αφ'(0) */
export function assertArmijo(start: LinePoint, end: Pick<LinePoint, 'step' | 'value'>, c1 = sufficientDecrease): void {
  expect(end.step).toBeGreaterThan(0);
  expect(end.value).toBeLessThanOrEqual(start.value + c1 * end.step * start.slope);
}

/** Armijo's condition and |φ'(α)| ≤ c₂|φ'(0)|. */
export function assertStrongWolfe(start: LinePoint, end: LinePoint, c2: number): void {
  assertArmijo(start, end);
  expect(Math.abs(end.slope)).toBeLessThanOrEqual(c2 * Math.abs(start.slope));
}
