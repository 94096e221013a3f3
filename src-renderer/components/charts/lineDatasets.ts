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
    borderWidth: look.highlighted === key ? 2.5 : 1.75,
    borderDash: [...dashPatterns[style.dash]!],
    pointRadius: points.length === 1 ? 3 : 0,
    // A curve along the edge, such as at 100 %, is drawn in full.
    clip: 3,
  };
}

function band({ points, style, band: limits }: LineSeries, look: DatasetLook): LineDataset[] {
  if (!limits) return [];
  // On a logarithmic axis a limit at zero or below lies under every picture: the band goes down to the edge.
  const floor = look.logarithmicY ? Number.MIN_VALUE : -Infinity;
  const limit = (end: 'low' | 'high'): Point[] => points.map(({ x }, index) => ({ x, y: Math.max(floor, limits[index]![end]) }));
  const plain = {
    key: null,
    borderWidth: 0,
    pointRadius: 0,
    pointHitRadius: 0,
    pointHoverRadius: 0,
    backgroundColor: faded(look.theme.series[style.colour]!, 0.16),
  };
  return [
    { ...plain, data: limit('high'), fill: '+1' },
    { ...plain, data: limit('low') },
  ];
}

/**
 * The vertical range to show where there are bands: all of the curves, and of the bands no more than half as much again, because the band
 * of two seeds can be many times as high as what there is to see.
 */
export function bandedRange(series: readonly LineSeries[], logarithmic: boolean): { min: number; max: number } | null {
  if (!series.some(({ band: limits }) => limits)) return null;
  const scaled = (value: number): number => (logarithmic ? Math.log(value) : value);
  const values = series.flatMap(({ points }) => points.map(({ y }) => scaled(y))).filter(Number.isFinite);
  if (values.length === 0) return null;
  const [low, high] = extent(values);
  const room = (high - low || 1) / 2;
  const ends = series
    .flatMap(({ band: limits }) => (limits ?? []).flatMap((limit) => [scaled(limit.low), scaled(limit.high)]))
    .filter((end) => !Number.isNaN(end));
  const [bandLow, bandHigh] = extent([...values, ...ends.map((end) => Math.min(high + room, Math.max(low - room, end)))]);
  return logarithmic ? { min: Math.exp(bandLow), max: Math.exp(bandHigh) } : { min: bandLow, max: bandHigh };
}

function extent(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
}

/** A logarithmic axis has no place for zero and below. The array is passed on as it is where all can be drawn, since it may be large. */
function drawable(points: readonly Point[], logarithmic: boolean): Point[] {
  return logarithmic && points.some(({ y }) => y <= 0) ? points.filter(({ y }) => y > 0) : (points as Point[]);
}

function faded(colour: string, opacity: number): string {
  return `${colour}${Math.round(255 * opacity)
    .toString(16)
    .padStart(2, '0')}`;
}
