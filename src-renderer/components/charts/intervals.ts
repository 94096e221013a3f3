import type { SkinReads } from '../../../src-core/skins/skin.ts';
import type { ChartTheme } from './chartTheme.ts';
import { csvText } from './seriesCsv.ts';
import { attributes, escapeXml } from './svgText.ts';
import { linearTicks, tickText } from './ticks.ts';

/** A mean with its interval, a line of an interval chart. */
export interface Interval {
  readonly label: string;
  readonly mean: number;
  /** Null with a single value. */
  readonly halfWidth: number | null;
  readonly count: number;
  readonly reads: SkinReads;
}

/** Colour and form of the dots: either alone tells the kinds apart. */
export const dotStyles: Readonly<Record<SkinReads, { readonly colour: number; readonly form: 'circle' | 'triangle' | 'rect' }>> = {
  inputs: { colour: 2, form: 'circle' },
  membership: { colour: 0, form: 'triangle' },
  targets: { colour: 3, form: 'rect' },
};

/** From the least to the greatest end of all intervals, with some room. */
export function intervalRange(intervals: readonly Interval[]): { from: number; to: number } {
  const ends = intervals.flatMap(({ mean, halfWidth }) => [mean - (halfWidth ?? 0), mean + (halfWidth ?? 0)]);
  if (ends.length === 0) return { from: 0, to: 1 };
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = 0.05 * (high - low) || 1;
  return { from: low - room, to: high + room };
}

/** One line each: what, mean, ends of the interval, number of values. */
export function intervalCsv(intervals: readonly Interval[], valueLabel: string): string {
  const lines = intervals.map(({ label, mean, halfWidth, count, reads }) => [
    label,
    reads,
    mean,
    ...(halfWidth === null ? ['', ''] : [mean - halfWidth, mean + halfWidth]),
    count,
  ]);
  return csvText([['name', 'may read', valueLabel, 'low', 'high', 'seeds'], ...lines]);
}

const size = { width: 720, line: 24, left: 200, right: 24, top: 12, bottom: 48 };

/** The intervals as a drawing that a paper can use. */
export function intervalSvg(intervals: readonly Interval[], valueLabel: string, theme: ChartTheme): string {
  const { from, to } = intervalRange(intervals);
  const bottom = size.top + size.line * intervals.length;
  const height = bottom + size.bottom;
  const x = (value: number): number =>
    Number((size.left + ((value - from) / (to - from)) * (size.width - size.left - size.right)).toFixed(2));
  const y = (index: number): number => size.top + size.line * (index + 0.5);
  const ticks = linearTicks(from, to, 8).map(
    (tick) =>
      `<path d="M${x(tick)} ${size.top}V${bottom}" stroke="${theme.grid}"/><text x="${x(tick)}" y="${bottom + 16}" text-anchor="middle" fill="${theme.muted}">${tickText(tick)}</text>`,
  );
  const lines = intervals.map((interval, index) => {
    const { label, mean, halfWidth, reads } = interval;
    const colour = theme.series[dotStyles[reads].colour]!;
    const whisker =
      halfWidth === null
        ? ''
        : `<path d="M${x(mean - halfWidth)} ${y(index)}H${x(mean + halfWidth)}" stroke="${colour}" stroke-width="2"/>`;
    return `<text x="${size.left - 10}" y="${y(index) + 4}" text-anchor="end" fill="${theme.text}">${escapeXml(label)}</text>${whisker}${dot(x(mean), y(index), reads, colour)}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${height}" width="${size.width}" height="${height}" font-family="${escapeXml(theme.font)}" font-size="12">`,
    `<rect width="100%" height="100%" fill="${theme.surface}"/>`,
    ...ticks,
    ...lines,
    `<text x="${(size.left + size.width - size.right) / 2}" y="${bottom + 38}" text-anchor="middle" fill="${theme.text}">${escapeXml(valueLabel)}</text>`,
    '</svg>',
  ].join('\n');
}

function dot(x: number, y: number, reads: SkinReads, colour: string): string {
  switch (dotStyles[reads].form) {
    case 'circle':
      return `<circle ${attributes({ cx: x, cy: y, r: 4.5, fill: colour })}/>`;
    case 'rect':
      return `<rect ${attributes({ x: x - 4, y: y - 4, width: 8, height: 8, fill: colour })}/>`;
    case 'triangle':
      return `<path ${attributes({ d: `M${x} ${y - 5.5}L${x + 5.5} ${y + 4.5}H${x - 5.5}Z`, fill: colour })}/>`;
  }
}
