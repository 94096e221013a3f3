import { satisfiesApproximateDecrease, satisfiesArmijo, satisfiesCurvature } from './conditions.ts';
import { secantStep } from './interpolation.ts';
import { finitePoint, type LineFunction, type LinePoint, type LineSearchResult } from './lineFunction.ts';

/** δ of both forms of the decrease condition, ε of the approximate one, the share γ a bracket must lose, and the growth ρ of first steps. */
const delta = 0.1;
const valueTolerance = 1e-6;
const bracketShare = 0.66;
const growth = 5;
const mostEvaluations = 50;

/** φ'(low) < 0, φ(low) ≤ φ(0) + ε|φ(0)| and φ'(high) ≥ 0: a minimum lies between. */
interface Bracket {
  readonly low: LinePoint;
  readonly high: LinePoint;
}

/** What the procedures of the search share: evaluation, the highest value a low end may have, and whether it is over. */
interface Search {
  evaluate(step: number): LinePoint;
  readonly ceiling: number;
  /** A point was accepted, or the evaluations are spent. */
  over(): boolean;
}

/**
 * The line search of CG_DESCENT (Hager & Zhang 2005, section 4): a bracket shrunk by double secant steps, until a point satisfies the
 * Wolfe conditions or the approximate ones with δ = 0.1 and σ = `curvature`. Works on slopes, so it goes on where values have no digits
 * left. Null where no step lowers φ.
 */
export function hagerZhang(line: LineFunction, start: LinePoint, firstStep: number, curvature: number): LineSearchResult | null {
  let accepted: LinePoint | null = null;
  let lowest = start;
  let evaluations = 0;
  const over = () => accepted !== null || evaluations >= mostEvaluations;
  const evaluate = (step: number) => {
    evaluations++;
    const point = finitePoint(line, step);
    if (point.value < lowest.value) lowest = point;
    const decreased = satisfiesArmijo(start, step, point.value, delta) || satisfiesApproximateDecrease(start, point, delta, valueTolerance);
    if (decreased && satisfiesCurvature(start, point.slope, curvature)) accepted = point;
    return point;
  };

  const search: Search = { evaluate, over, ceiling: start.value + valueTolerance * Math.abs(start.value) };
  let bracket = firstBracket(start, firstStep, search);
  while (!over()) {
    const width = bracket.high.step - bracket.low.step;
    let next = doubleSecant(bracket, search);
    if (!over() && next.high.step - next.low.step > bracketShare * width) {
      next = shrink(next, evaluate((next.low.step + next.high.step) / 2), search);
    }
    if (next.high.step - next.low.step >= width) break;
    bracket = next;
  }
  const end: LinePoint = accepted ?? lowest;
  return end === start ? null : end;
}

/** Procedure "bracket": goes on by a factor of 5 until the slope rises or the value does. */
function firstBracket(start: LinePoint, firstStep: number, search: Search): Bracket {
  let low = start;
  let point = search.evaluate(firstStep);
  while (!search.over()) {
    if (point.slope >= 0 && Number.isFinite(point.slope)) return { low, high: point };
    if (!(point.value <= search.ceiling)) return bisect({ low: start, high: point }, search);
    low = point;
    point = search.evaluate(growth * point.step);
  }
  return { low, high: point };
}

/** Procedure "update", U3: halves a bracket whose high end is too high until one rises. */
function bisect(bracket: Bracket, search: Search): Bracket {
  let { low, high } = bracket;
  while (!search.over()) {
    const middle = (low.step + high.step) / 2;
    if (middle === low.step || middle === high.step) break;
    const point = search.evaluate(middle);
    if (point.slope >= 0 && Number.isFinite(point.slope)) return { low, high: point };
    if (point.value <= search.ceiling) low = point;
    else high = point;
  }
  return { low, high };
}

/** Procedure "update": the part of the bracket on the side of `point` that still holds a minimum. */
function shrink(bracket: Bracket, point: LinePoint, search: Search): Bracket {
  if (!(point.step > bracket.low.step && point.step < bracket.high.step)) return bracket;
  if (point.slope >= 0 && Number.isFinite(point.slope)) return { low: bracket.low, high: point };
  if (point.value <= search.ceiling) return { low: point, high: bracket.high };
  return bisect({ low: bracket.low, high: point }, search);
}

/** Procedure "secant²": a secant step from both ends, and another from the end it replaced. */
function doubleSecant(bracket: Bracket, search: Search): Bracket {
  const { low, high } = bracket;
  const inside = (step: number) => step > low.step && step < high.step;
  const first = secantStep(low, high);
  if (!inside(first)) return bracket;
  const point = search.evaluate(first);
  const next = shrink(bracket, point, search);
  if (search.over()) return next;
  const second = next.high === point ? secantStep(high, point) : next.low === point ? secantStep(low, point) : NaN;
  if (!(second > next.low.step && second < next.high.step)) return next;
  return shrink(next, search.evaluate(second), search);
}
