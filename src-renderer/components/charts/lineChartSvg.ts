import type { ChartTheme } from './chartTheme.ts';
import { dashPatterns, type LineSeries, type Point } from './lineSeries.ts';
import { attributes, escapeXml } from './svgText.ts';
import { linearTicks, logarithmicTicks, tickText } from './ticks.ts';

export interface AxisRange {
  readonly from: number;
  readonly to: number;
  readonly logarithmic: boolean;
  readonly label: string;
}

const size = { width: 800, height: 450 };
const margin = { left: 72, right: 16, top: 16, bottom: 48 };
const legendLine = 18;

/** The chart as it is zoomed, as a drawing that a paper can use: axes, curves, bands and a legend. */
export function lineChartSvg(series: readonly LineSeries[], x: AxisRange, y: AxisRange, theme: ChartTheme): string {
  const place = { x: scaleOf(x, margin.left, size.width - margin.right), y: scaleOf(y, size.height - margin.bottom, margin.top) };
  const height = size.height + legendLine * series.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${height}" width="${size.width}" height="${height}" font-family="${escapeXml(theme.font)}" font-size="12">`,
    `<rect width="100%" height="100%" fill="${theme.surface}"/>`,
    `<clipPath id="plot"><rect x="${margin.left}" y="${margin.top}" width="${size.width - margin.left - margin.right}" height="${size.height - margin.top - margin.bottom}"/></clipPath>`,
    ...axisX(x, place.x, theme),
    ...axisY(y, place.y, theme),
    '<g clip-path="url(#plot)">',
    ...series.flatMap((one) => [bandPath(one, place, theme), curve(one, place, theme)]),
    '</g>',
    ...series.map((one, index) => legendEntry(one, index, theme)),
    '</svg>',
  ].join('\n');
}

type Scale = (value: number) => number;

function scaleOf({ from, to, logarithmic }: AxisRange, start: number, end: number): Scale {
  const across = logarithmic ? Math.log10 : (value: number) => value;
  const low = across(from);
  const span = across(to) - low || 1;
  return (value) => Number((start + ((across(value) - low) / span) * (end - start)).toFixed(2));
}

function ticksOf(axis: AxisRange, wanted: number): number[] {
  return axis.logarithmic ? logarithmicTicks(axis.from, axis.to) : linearTicks(axis.from, axis.to, wanted);
}

function axisX(axis: AxisRange, scale: Scale, theme: ChartTheme): string[] {
  const bottom = size.height - margin.bottom;
  const ticks = ticksOf(axis, 8).map(
    (tick) =>
      `<path d="M${scale(tick)} ${margin.top}V${bottom}" stroke="${theme.grid}"/><text x="${scale(tick)}" y="${bottom + 16}" text-anchor="middle" fill="${theme.muted}">${tickText(tick)}</text>`,
  );
  return [
    ...ticks,
    `<text x="${(margin.left + size.width - margin.right) / 2}" y="${bottom + 38}" text-anchor="middle" fill="${theme.text}">${escapeXml(axis.label)}</text>`,
  ];
}

function axisY(axis: AxisRange, scale: Scale, theme: ChartTheme): string[] {
  const ticks = ticksOf(axis, 6).map(
    (tick) =>
      `<path d="M${margin.left} ${scale(tick)}H${size.width - margin.right}" stroke="${theme.grid}"/><text x="${margin.left - 8}" y="${scale(tick) + 4}" text-anchor="end" fill="${theme.muted}">${tickText(tick)}</text>`,
  );
  const middle = (margin.top + size.height - margin.bottom) / 2;
  return [
    ...ticks,
    `<text transform="translate(16 ${middle}) rotate(-90)" text-anchor="middle" fill="${theme.text}">${escapeXml(axis.label)}</text>`,
  ];
}

function curve({ points, style }: LineSeries, place: { x: Scale; y: Scale }, theme: ChartTheme): string {
  if (points.length === 0) return '';
  const look = { stroke: theme.series[style.colour]!, 'stroke-dasharray': dashPatterns[style.dash]!.join(' ') };
  return `<path d="${pathOf(points, place)}" fill="none" stroke-width="1.75" stroke-linejoin="round" ${attributes(look)}/>`;
}

function bandPath({ points, band, style }: LineSeries, place: { x: Scale; y: Scale }, theme: ChartTheme): string {
  if (!band || points.length === 0) return '';
  const upper = points.map(({ x }, index) => ({ x, y: band[index]!.high }));
  const lower = points.map(({ x }, index) => ({ x, y: band[index]!.low })).reverse();
  return `<path d="${pathOf([...upper, ...lower], place)}Z" fill="${theme.series[style.colour]}" fill-opacity="0.16"/>`;
}

/** Points that cannot be placed, such as zero on a logarithmic axis, are left out. */
function pathOf(points: readonly Point[], place: { x: Scale; y: Scale }): string {
  const placed = points.map(({ x, y }) => [place.x(x), place.y(y)] as const).filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  return placed.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}

function legendEntry({ label, style }: LineSeries, index: number, theme: ChartTheme): string {
  const y = size.height + index * legendLine + 4;
  const look = { stroke: theme.series[style.colour]!, 'stroke-dasharray': dashPatterns[style.dash]!.join(' ') };
  return `<path d="M${margin.left} ${y}h24" stroke-width="2" ${attributes(look)}/><text x="${margin.left + 32}" y="${y + 4}" fill="${theme.text}">${escapeXml(label)}</text>`;
}
