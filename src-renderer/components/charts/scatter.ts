import type { ChartTheme } from './chartTheme.ts';
import { seriesStyle } from './lineSeries.ts';
import { csvText } from './seriesCsv.ts';
import { escapeXml } from './svgText.ts';
import { linearTicks, tickText } from './ticks.ts';

/** Points in a plane, each of a set. */
export interface Scatter {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Set of each point; −1 where that is not known. */
  readonly label: Int32Array;
  readonly setNames: readonly string[];
  /** Radius of a circle about 0 to be drawn with them; null for none. */
  readonly radius: number | null;
}

/** Half the side of a square about 0 that holds all points and the circle. */
export function scatterReach({ x, y, radius }: Scatter): number {
  let most = (radius ?? 0) * 1.1;
  for (let index = 0; index < x.length; index++) most = Math.max(most, Math.abs(x[index]!), Math.abs(y[index]!));
  return 1.05 * most || 1;
}

/** Forms of the points, so that nine and more sets can be told apart with eight colours. */
const pointForms = ['circle', 'triangle', 'rect', 'rectRot'] as const;
export type PointForm = (typeof pointForms)[number];

export function pointLook(set: number, theme: ChartTheme): { readonly colour: string; readonly form: PointForm } {
  if (set < 0) return { colour: theme.muted, form: 'circle' };
  const { colour, dash } = seriesStyle(set);
  return { colour: theme.series[colour]!, form: pointForms[dash]! };
}

/** One line a point. */
export function scatterCsv({ x, y, label, setNames }: Scatter): string {
  return csvText([['x', 'y', 'set'], ...Array.from(x, (value, index) => [value, y[index]!, setNames[label[index]!] ?? ''])]);
}

const size = 600;
const margin = 48;

/** The points as a drawing that a paper can use. */
export function scatterSvg(scatter: Scatter, theme: ChartTheme): string {
  const reach = scatterReach(scatter);
  const x = (value: number): number => Number((margin + ((value + reach) / (2 * reach)) * (size - 2 * margin)).toFixed(1));
  const y = (value: number): number => Number((size - margin - ((value + reach) / (2 * reach)) * (size - 2 * margin)).toFixed(1));
  const ticks = linearTicks(-reach, reach, 8).flatMap((tick) => [
    `<text x="${x(tick)}" y="${size - margin + 16}" text-anchor="middle" fill="${theme.muted}">${tickText(tick)}</text>`,
    `<text x="${margin - 8}" y="${y(tick) + 4}" text-anchor="end" fill="${theme.muted}">${tickText(tick)}</text>`,
  ]);
  const points = Array.from(scatter.x, (value, index) => svgPoint(x(value), y(scatter.y[index]!), pointLook(scatter.label[index]!, theme)));
  const names = scatter.setNames.map((name, set) => {
    const line = size + 8 + 18 * set;
    return `${svgPoint(margin, line, pointLook(set, theme))}<text x="${margin + 12}" y="${line + 4}" fill="${theme.text}">${escapeXml(name)}</text>`;
  });
  const height = size + 16 + 18 * scatter.setNames.length;
  const circle =
    scatter.radius === null
      ? ''
      : `<circle cx="${x(0)}" cy="${y(0)}" r="${x(scatter.radius) - x(0)}" fill="none" stroke="${theme.muted}" stroke-dasharray="4 3"/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${height}" width="${size}" height="${height}" font-family="${escapeXml(theme.font)}" font-size="12">`,
    `<rect width="100%" height="100%" fill="${theme.surface}"/>`,
    ...ticks,
    circle,
    ...points,
    ...names,
    '</svg>',
  ].join('\n');
}

function svgPoint(x: number, y: number, { colour, form }: ReturnType<typeof pointLook>): string {
  const look = `fill="${colour}" fill-opacity="0.8"`;
  switch (form) {
    case 'circle':
      return `<circle cx="${x}" cy="${y}" r="3" ${look}/>`;
    case 'rect':
      return `<rect x="${x - 3}" y="${y - 3}" width="6" height="6" ${look}/>`;
    case 'rectRot':
      return `<path d="M${x} ${y - 4}l4 4-4 4-4-4Z" ${look}/>`;
    case 'triangle':
      return `<path d="M${x} ${y - 4}l4 7h-8Z" ${look}/>`;
  }
}
