import type { LinePoint } from './lineFunction.ts';

/** c₁ of the Armijo condition. */
export const sufficientDecrease = 1e-4;

/** φ(α) ≤ φ(0) + c₁ α φ'(0): the step lowers the objective by its share of what the slope promises. False for NaN. */
export function satisfiesArmijo(start: LinePoint, step: number, value: number, c1 = sufficientDecrease): boolean {
  return value <= start.value + c1 * step * start.slope;
}

/** |φ'(α)| ≤ c₂ |φ'(0)|: the strong curvature condition; with Armijo's, the strong Wolfe conditions. False for NaN. */
export function satisfiesStrongCurvature(start: LinePoint, slope: number, c2: number): boolean {
  return Math.abs(slope) <= c2 * Math.abs(start.slope);
}
