import type { LinePoint } from './lineFunction.ts';

/** c₁ of the Armijo condition. */
export const sufficientDecrease = 1e-4;

/** φ(α) ≤ φ(0) + c₁ α φ'(0): the step lowers the objective by its share of what the slope promises. False for NaN. */
export function satisfiesArmijo(start: LinePoint, step: number, value: number, c1 = sufficientDecrease): boolean {
  return value <= start.value + c1 * step * start.slope;
}

/** φ'(α) ≥ c₂ φ'(0): the curvature condition; with Armijo's, the Wolfe conditions. False for NaN. */
export function satisfiesCurvature(start: LinePoint, slope: number, c2: number): boolean {
  return slope >= c2 * start.slope;
}

/** |φ'(α)| ≤ c₂ |φ'(0)|: the strong curvature condition; with Armijo's, the strong Wolfe conditions. False for NaN. */
export function satisfiesStrongCurvature(start: LinePoint, slope: number, c2: number): boolean {
  return Math.abs(slope) <= c2 * Math.abs(start.slope);
}

/**
 * (2c₁ − 1) φ'(0) ≥ φ'(α) and φ(α) ≤ φ(0) + ε|φ(0)|: Armijo's condition for a parabola, said by slopes, which near a minimum keep the
 * digits that values lose (Hager & Zhang 2005, eq. 4.1). With the curvature condition, the approximate Wolfe conditions. False for NaN.
 */
export function satisfiesApproximateDecrease(start: LinePoint, point: LinePoint, c1: number, tolerance: number): boolean {
  return (2 * c1 - 1) * start.slope >= point.slope && point.value <= start.value + tolerance * Math.abs(start.value);
}
