import { satisfiesArmijo } from './conditions.ts';
import { clampToInterval, quadraticMinimiser } from './interpolation.ts';
import type { LineFunction, LinePoint, LineSearchResult } from './lineFunction.ts';

const mostTrials = 50;

/**
 * Shortens the step until Armijo's condition holds: each next step is the minimiser of the parabola through φ(0), φ'(0) and φ(α),
 * kept between a tenth and half of α. A first step that will do is lengthened once where that parabola says so, or steps that are too
 * short would stay so for ever. Uses values only. Null where no step within precision lowers φ.
 */
export function backtracking(line: LineFunction, start: LinePoint, firstStep: number): LineSearchResult | null {
  let step = firstStep;
  for (let trial = 0; trial < mostTrials; trial++) {
    const value = line.value(step);
    if (value < start.value && satisfiesArmijo(start, step, value))
      return trial === 0 ? lengthen(line, start, { step, value }) : { step, value };
    const shorter = Number.isFinite(value) ? quadraticMinimiser(start, step, value) : 0;
    step = clampToInterval(shorter, 0.1 * step, 0.5 * step);
  }
  return null;
}

/** The parabola's minimiser, up to ten times as far, if it lies well ahead and is lower still; else what was found. */
function lengthen(line: LineFunction, start: LinePoint, found: LineSearchResult): LineSearchResult {
  const minimiser = quadraticMinimiser(start, found.step, found.value);
  // A parabola that opens downwards falls for ever.
  const longer = minimiser > 0 ? minimiser : Infinity;
  if (!(longer > 1.5 * found.step)) return found;
  const step = Math.min(longer, 10 * found.step);
  const value = line.value(step);
  return value < found.value && satisfiesArmijo(start, step, value) ? { step, value } : found;
}
