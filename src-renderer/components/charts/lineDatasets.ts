import type { ChartDataset } from 'chart.js';
import type { ChartTheme } from './chartTheme.ts';
import { dashPatterns, type LineSeries, type Point } from './lineSeries.ts';

export interface DatasetLook {
  readonly theme: ChartTheme;
  readonly hidden: ReadonlySet<string>;
  /** While one series is highlighted the others step back. */
  readonly highlighted: string | null;
  readonly logarithmicY: boolean;
}

/** A dataset that knows which series it draws; the limits of a band have none, so that they are neither hovered nor named. */
export type LineDataset = ChartDataset<'line', Point[]> & { readonly key: string | null };

/** Chart.js datasets of the series: the curves, highlighted ones in front, and behind them two for the limits of each band. */
export function lineDatasets(series: readonly LineSeries[], look: DatasetLook): LineDataset[] {
  const shown = series.filter(({ key }) => !look.hidden.has(key));
  const curves = shown.map((one) => curve(one, look));
  // Chart.js draws the first dataset in front.
  if (look.highlighted !== null) curves.sort((a, b) => Number(b.key === look.highlighted) - Number(a.key === look.highlighted));
  return [...curves, ...shown.flatMap((one) => band(one, look))];
}

function curve({ key, label, style, points }: LineSeries, look: DatasetLook): LineDataset {
  const isBack = look.highlighted !== null && look.highlighted !== key;
  const colour = look.theme.series[style.colour]!;
  return {
    key,
    label,
    data: drawable(points, look.logarithmicY),
    borderColor: isBack ? faded(colour, 0.25) : colour,
    backgroundColor: colour,
    borderWidth: look.highlighted === key ? 3 : 1.75,
    borderDash: [...dashPatterns[style.dash]!],
    pointRadius: points.length === 1 ? 3 : 0,
    // A curve along the edge, such as at 100 %, is drawn in full.
    clip: 3,
  };
}

function band({ points, style, band: limits }: LineSeries, look: DatasetLook): LineDataset[] {
  if (!limits) return [];
  const limit = (end: 'low' | 'high'): Point[] => drawable(points.map(({ x }, index) => ({ x, y: limits[index]![end] })), look.logarithmicY);
  const plain = { key: null, borderWidth: 0, pointRadius: 0, pointHitRadius: 0, pointHoverRadius: 0, backgroundColor: faded(look.theme.series[style.colour]!, 0.16) };
  return [
    { ...plain, data: limit('high'), fill: '+1' },
    { ...plain, data: limit('low') },
  ];
}

/** A logarithmic axis has no place for zero and below. The array is passed on as it is where all can be drawn, since it may be large. */
function drawable(points: readonly Point[], logarithmic: boolean): Point[] {
  return logarithmic && points.some(({ y }) => y <= 0) ? points.filter(({ y }) => y > 0) : (points as Point[]);
}

function faded(colour: string, opacity: number): string {
  return `${colour}${Math.round(255 * opacity).toString(16).padStart(2, '0')}`;
}
