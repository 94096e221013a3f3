import { satisfiesArmijo, satisfiesStrongCurvature } from './conditions.ts';
import { clampToInterval, cubicMinimiser } from './interpolation.ts';
import { finitePoint, type LineFunction, type LinePoint, type LineSearchResult } from './lineFunction.ts';

/** Evaluations after which a search settles for the best point it has. */
const mostEvaluations = 40;

/** An interval that holds steps satisfying the strong Wolfe conditions; `low` is the better end, `high` may be on either side. */
interface Bracket {
  readonly low: LinePoint;
  readonly high: LinePoint;
}

/**
 * A step with φ(α) ≤ φ(0) + c₁αφ'(0) and |φ'(α)| ≤ c₂|φ'(0)|, by bracketing and zoom with safeguarded cubic interpolation
 * (Nocedal & Wright, algorithms 3.5 and 3.6). Where precision leaves no such step, the best one with Armijo's decrease; null where
 * not even that was found.
 */
export function strongWolfe(line: LineFunction, start: LinePoint, firstStep: number, curvature: number): LineSearchResult | null {
  let evaluations = 0;
  const evaluate = (step: number) => {
    evaluations++;
    return finitePoint(line, step);
  };
  const satisfied = (point: LinePoint) =>
    satisfiesArmijo(start, point.step, point.value) && satisfiesStrongCurvature(start, point.slope, curvature);

  let previous = start;
  let point = evaluate(firstStep);
  let bracket: Bracket | null = null;
  while (!satisfied(point)) {
    bracket = bracketOf(start, previous, point);
    if (bracket || evaluations >= mostEvaluations) break;
    const advance = point.step - previous.step;
    const next = clampToInterval(extrapolate(previous, point), point.step + 0.1 * advance, point.step + 99 * advance);
    previous = point;
    point = evaluate(next);
  }
  if (!bracket) return point.value < start.value ? point : null;
  return zoom(start, bracket, evaluate, satisfied, () => evaluations < mostEvaluations);
}

/** The bracket between two successive points of the first phase, if the second one closes it. */
function bracketOf(start: LinePoint, previous: LinePoint, point: LinePoint): Bracket | null {
  const tooHigh = !satisfiesArmijo(start, point.step, point.value) || (previous !== start && point.value >= previous.value);
  if (tooHigh) return { low: previous, high: point };
  return point.slope >= 0 ? { low: point, high: previous } : null;
}

/** Where the cubic through both points has its minimum, if that lies ahead; else as far as allowed. */
function extrapolate(previous: LinePoint, point: LinePoint): number {
  const minimiser = cubicMinimiser(previous, point);
  return minimiser > point.step ? minimiser : Infinity;
}

function zoom(
  start: LinePoint,
  bracket: Bracket,
  evaluate: (step: number) => LinePoint,
  satisfied: (point: LinePoint) => boolean,
  mayContinue: () => boolean,
): LineSearchResult | null {
  let { low, high } = bracket;
  let widthBeforeLast = Infinity;
  let lastWidth = Infinity;
  while (mayContinue()) {
    const width = Math.abs(high.step - low.step);
    // Interpolation may keep one end for ever; two rounds must shrink the bracket by a third or it is halved.
    const step = width > 0.66 * widthBeforeLast ? (low.step + high.step) / 2 : interpolate(low, high);
    widthBeforeLast = lastWidth;
    lastWidth = width;
    if (step === low.step || step === high.step) break;

    const point = evaluate(step);
    if (satisfied(point)) return point;
    if (!satisfiesArmijo(start, point.step, point.value) || point.value >= low.value) {
      high = point;
    } else {
      if (point.slope * (high.step - low.step) >= 0) high = low;
      low = point;
    }
  }
  return low.value < start.value ? low : null;
}

/** A step inside the bracket: the cubic's minimiser, kept off the ends; the middle where an end is not finite. */
function interpolate(low: LinePoint, high: LinePoint): number {
  const margin = 1e-3 * (high.step - low.step);
  const [from, to] = margin > 0 ? [low.step + margin, high.step - margin] : [high.step - margin, low.step + margin];
  return clampToInterval(Number.isFinite(high.value) ? cubicMinimiser(low, high) : NaN, from, to);
}
