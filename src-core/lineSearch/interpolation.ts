import type { LinePoint } from './lineFunction.ts';

/**
 * The minimiser of the cubic through two points with their slopes (Nocedal & Wright, eq. 3.59); NaN where the cubic has none.
 * Exact on a quadratic.
 */
export function cubicMinimiser(a: LinePoint, b: LinePoint): number {
  const width = b.step - a.step;
  const d1 = a.slope + b.slope - (3 * (b.value - a.value)) / width;
  const d2 = Math.sign(width) * Math.sqrt(d1 * d1 - a.slope * b.slope);
  return b.step - (width * (b.slope + d2 - d1)) / (b.slope - a.slope + 2 * d2);
}

/** The minimiser of the parabola through a start with its slope and a second value; NaN or infinite where it has none. */
export function quadraticMinimiser(start: LinePoint, step: number, value: number): number {
  const width = step - start.step;
  return start.step - (start.slope * width * width) / (2 * (value - start.value - start.slope * width));
}

/** Where the slope vanishes on the line through two slopes; exact on a quadratic, NaN or infinite where the slopes are equal. */
export function secantStep(a: LinePoint, b: LinePoint): number {
  return b.step - (b.slope * (b.step - a.step)) / (b.slope - a.slope);
}

/** How far φ is from a parabola between two points: |2(φ_b − φ_a)/((b − a)(φ'_a + φ'_b)) − 1|, 0 on a quadratic (Dai & Kou 2013, eq. 4.3). */
export function distanceFromParabola(a: LinePoint, b: LinePoint): number {
  return Math.abs((2 * (b.value - a.value)) / ((b.step - a.step) * (a.slope + b.slope)) - 1);
}

/** `x`, moved into [low, high]; the middle where x is NaN. */
export function clampToInterval(x: number, low: number, high: number): number {
  if (Number.isNaN(x)) return (low + high) / 2;
  return Math.min(Math.max(x, low), high);
}
