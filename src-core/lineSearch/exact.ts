import { clampToInterval, secantStep } from './interpolation.ts';
import { finitePoint, type LineFunction, type LinePoint, type LineSearchResult } from './lineFunction.ts';

/** A slope this small a share of the first one is as near to the minimum as rounding allows. */
const vanishing = 1e-13;
const mostEvaluations = 40;

/**
 * A minimum along the line, α = p·r/(p·f⁽²⁾p) (eq. 30) on a quadratic: secant steps on the slope, two or three evaluations there; elsewhere
 * safeguarded by a bracket, until the slope vanishes within precision. Null where no step lowers φ.
 */
export function exactSearch(line: LineFunction, start: LinePoint, firstStep: number): LineSearchResult | null {
  let falling = start;
  let rising: LinePoint | null = null;
  let previous = start;
  let best = start;
  let point = finitePoint(line, firstStep);
  for (let evaluations = 1; ; evaluations++) {
    if (point.value < best.value || (point.value < start.value && Math.abs(point.slope) < Math.abs(best.slope))) best = point;
    if (Math.abs(point.slope) <= vanishing * Math.abs(start.slope) || evaluations >= mostEvaluations) break;
    // Beyond a point higher than the start lies another valley, whatever the slope says there.
    if (point.slope < 0 && point.value <= start.value) falling = point;
    else rising = point;
    const next = nextStep(previous, point, falling, rising);
    if (next === falling.step || next === rising?.step) break;
    previous = point;
    point = finitePoint(line, next);
  }
  return best === start ? null : best;
}

/** The secant step where it lies between the bracket's ends, else their middle; ahead of the last step while nothing rises. */
function nextStep(previous: LinePoint, point: LinePoint, falling: LinePoint, rising: LinePoint | null): number {
  const secant = secantStep(previous, point);
  if (!rising) return secant > point.step ? clampToInterval(secant, point.step, 1000 * point.step) : 10 * point.step;
  const inside = Number.isFinite(rising.slope) && (secant - falling.step) * (secant - rising.step) < 0;
  return inside ? secant : (falling.step + rising.step) / 2;
}
