import { estimateMean } from '../../../src-core/experiment/statistics.ts';
import type { Point } from '../../components/charts/lineSeries.ts';

/** Mean and 95 % interval of the mean over curves of one assignment and several seeds. */
export interface SeedBand {
  readonly points: readonly Point[];
  readonly band: readonly { readonly low: number; readonly high: number }[];
}

/**
 * Point by point: the mean over the curves, and its 95 % interval by Student's t. Points are put together by their place in the curves,
 * which is one an evaluation; x is their mean, for axes such as time on which seeds differ. Where fewer than two of several curves go on
 * there is no interval, and the band ends. Limits stay within 0 and `most`, beyond which no loss or accuracy can lie.
 */
export function seedBand(curves: readonly (readonly Point[])[], most: number): SeedBand {
  const longest = Math.max(0, ...curves.map(({ length }) => length));
  const points: Point[] = [];
  const band: { low: number; high: number }[] = [];
  for (let index = 0; index < longest; index++) {
    const here = curves.flatMap((curve) => curve[index] ?? []);
    if (here.length < 2 && curves.length >= 2) break;
    const { mean: y, halfWidth } = estimateMean(here.map((point) => point.y))!;
    const x = here.reduce((sum, point) => sum + point.x, 0) / here.length;
    points.push({ x, y });
    band.push({ low: Math.max(0, y - (halfWidth ?? 0)), high: Math.min(most, y + (halfWidth ?? 0)) });
  }
  return { points, band };
}
