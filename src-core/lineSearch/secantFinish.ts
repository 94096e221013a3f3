import { satisfiesArmijo } from './conditions.ts';
import { distanceFromParabola, secantStep } from './interpolation.ts';
import type { LinePoint, LineSearch } from './lineFunction.ts';

/** A line this near to a parabola (Dai & Kou's measure) has its minimum where the secant says. */
const parabolic = 1e-4;
/** A slope this small a share of the first one is a minimum already. */
const flat = 1e-6;

/**
 * Ends a loose search with an exact one where that costs one evaluation only: if φ has been a parabola from the start to the step found,
 * the secant step through both slopes is its minimiser. Far from a minimum a search stays as cheap as its conditions allow; near one,
 * where f is quadratic, directions keep the conjugacy (eq. 30) that inexact steps lose.
 */
export function finishBySecant(search: LineSearch): LineSearch {
  return (line, start, firstStep) => {
    let last: LinePoint = start;
    const recorded = { value: line.value, valueAndSlope: (step: number) => (last = line.valueAndSlope(step)) };
    const found = search(recorded, start, firstStep);
    if (!found || found.step !== last.step) return found;
    if (Math.abs(last.slope) <= flat * Math.abs(start.slope) || !(distanceFromParabola(start, last) <= parabolic)) return found;

    const step = secantStep(start, last);
    if (!(step > 0 && Number.isFinite(step))) return found;
    const end = line.valueAndSlope(step);
    return satisfiesArmijo(start, step, end.value) && Math.abs(end.slope) < Math.abs(last.slope) ? end : found;
  };
}
