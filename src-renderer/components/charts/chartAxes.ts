import type { CartesianScaleOptions, Chart, Scale } from 'chart.js';
import { bandedRange } from './lineDatasets.ts';
import type { LineSeries } from './lineSeries.ts';
import { linearTicks, logarithmicTicks } from './ticks.ts';

/** Pixels that a tick and its number take along each axis. */
const tickRoom = { x: 72, y: 36 };

/** Round ticks within the axis as it is, where Chart.js would add its ends, or crowd a logarithmic axis that spans little. */
export function spreadTicks(scale: Scale): void {
  const isLogarithmic = scale.type === 'logarithmic' && scale.min > 0;
  const length = scale.isHorizontal() ? scale.width / tickRoom.x : scale.height / tickRoom.y;
  const values = isLogarithmic ? logarithmicTicks(scale.min, scale.max) : linearTicks(scale.min, scale.max, length);
  scale.ticks = values.map((value) => ({ value }));
}

/** Height of a chart below which the room of an axis' title is better given to the curves; its heading says the same. */
const leastTitledHeight = 190;

export function fitTitle(scale: Scale): void {
  (scale as Scale<CartesianScaleOptions>).options.title.display = scale.isHorizontal() || scale.chart.height >= leastTitledHeight;
}

/** Thinned data may lack their last point: the axis goes to where the curves end, unless it is zoomed. */
export function reachEnds(scale: Scale, series: readonly LineSeries[]): void {
  if (scale.options.max !== undefined) return;
  for (const { points } of series) scale.max = Math.max(scale.max, points.at(-1)?.x ?? -Infinity);
}

/** What a zoomed axis shows; null for one that shows all. */
export function zoomedRange(chart: Chart, axis: 'x' | 'y'): { min: number; max: number } | null {
  const scale = chart.scales[axis];
  return scale?.options.min === undefined ? null : { min: scale.min, max: scale.max };
}

/** Chart.js would make room for the whole of every band. A zoomed axis has limits of its own. */
export function limitToCurves(scale: Scale, series: readonly LineSeries[]): void {
  if (scale.options.min !== undefined) return;
  const range = bandedRange(series, scale.type === 'logarithmic');
  if (range) Object.assign(scale, range);
}
