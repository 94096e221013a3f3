import { satisfiesArmijo } from './conditions.ts';
import { clampToInterval, quadraticMinimiser } from './interpolation.ts';
import type { LineFunction, LinePoint, LineSearchResult } from './lineFunction.ts';

const mostTrials = 50;

/**
 * Shortens the step until Armijo's condition holds: each next step is the minimiser of the parabola through φ(0), φ'(0) and φ(α),
 * kept between a tenth and half of α. Uses values only. Null where no step within precision lowers φ.
 */
export function backtracking(line: LineFunction, start: LinePoint, firstStep: number): LineSearchResult | null {
  let step = firstStep;
  for (let trial = 0; trial < mostTrials; trial++) {
    const value = line.value(step);
    if (value < start.value && satisfiesArmijo(start, step, value)) return { step, value };
    const shorter = Number.isFinite(value) ? quadraticMinimiser(start, step, value) : 0;
    step = clampToInterval(shorter, 0.1 * step, 0.5 * step);
  }
  return null;
}
