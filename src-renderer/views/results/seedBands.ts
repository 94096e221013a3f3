import type { Point } from '../../components/charts/lineSeries.ts';

/** Mean and 95 % interval of the mean over curves of one assignment and several seeds. */
export interface SeedBand {
  readonly points: readonly Point[];
  readonly band: readonly { readonly low: number; readonly high: number }[];
}

/**
 * Point by point over the curves that reach it: the mean, and mean ± t·s/√n with Student's t at n − 1 degrees of freedom. Points are put
 * together by their place in the curves, which is one an evaluation; x is their mean, for axes such as time on which seeds differ. Where a
 * single curve is left there is no interval, and the band ends.
 */
export function seedBand(curves: readonly (readonly Point[])[]): SeedBand {
  const most = Math.max(0, ...curves.map(({ length }) => length));
  const points: Point[] = [];
  const band: { low: number; high: number }[] = [];
  for (let index = 0; index < most; index++) {
    const here = curves.flatMap((curve) => (curve[index] ? [curve[index]] : []));
    if (here.length < 2 && curves.length >= 2) break;
    const y = mean(here.map((point) => point.y));
    const half = intervalHalf(here.map((point) => point.y), y);
    points.push({ x: mean(here.map((point) => point.x)), y });
    band.push({ low: y - half, high: y + half });
  }
  return { points, band };
}

/** t·s/√n; 0 for a single value. */
function intervalHalf(values: readonly number[], average: number): number {
  const count = values.length;
  if (count < 2) return 0;
  const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (count - 1);
  return studentT95(count - 1) * Math.sqrt(variance / count);
}

/** Two-sided 95 % quantiles of Student's t for 1…30 degrees of freedom, from its tables; beyond, the expansion of Abramowitz and Stegun 26.7.5. */
const quantiles = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074,
  2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

export function studentT95(degrees: number): number {
  const z = 1.959964;
  return quantiles[degrees - 1] ?? z + (z ** 3 + z) / (4 * degrees) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
