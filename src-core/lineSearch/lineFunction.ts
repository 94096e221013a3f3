/** A point of a line: the step α, φ(α) = f(x + αp) and the slope φ'(α) = p·∇f(x + αp). */
export interface LinePoint {
  readonly step: number;
  readonly value: number;
  readonly slope: number;
}

/** An objective along a line x + αp. Values may be NaN or infinite; a search takes such a point as too far. */
export interface LineFunction {
  value(step: number): number;
  valueAndSlope(step: number): LinePoint;
}

/** Where a search ended: a step that lowers the objective as its conditions ask, or null where it found none. */
export interface LineSearchResult {
  readonly step: number;
  readonly value: number;
}

/**
 * Looks for a step along a line whose slope at 0 is negative. `start` is the line's point at 0, known already; `firstStep` > 0 is
 * the first step tried.
 */
export type LineSearch = (line: LineFunction, start: LinePoint, firstStep: number) => LineSearchResult | null;

/** The point of the line at that step; where value or slope are not finite it counts as infinitely high and rising. */
export function finitePoint(line: LineFunction, step: number): LinePoint {
  const point = line.valueAndSlope(step);
  return Number.isFinite(point.value) && Number.isFinite(point.slope) ? point : { step, value: Infinity, slope: Infinity };
}
