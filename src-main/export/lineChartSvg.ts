import { escapeHtml } from './escapeHtml.ts';

export interface ChartSeries {
  readonly label: string;
  readonly colour: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

const width = 640;
const height = 300;
const margin = { left: 56, right: 16, top: 12, bottom: 40 };

/** A static line chart as inline SVG, with round ticks on both axes; hovering a line names it. */
export function lineChartSvg(title: string, axes: { readonly x: string; readonly y: string }, series: readonly ChartSeries[]): string {
  const points = series.flatMap((line) => line.points);
  if (points.length === 0) return `<p class="empty">${escapeHtml(title)}: nothing was measured.</p>`;
  const horizontal = axisTicks(points.map(({ x }) => x));
  const vertical = axisTicks(points.map(({ y }) => y));
  const place = (x: number, y: number) => ({
    x: margin.left + ((x - horizontal.from) / (horizontal.to - horizontal.from)) * (width - margin.left - margin.right),
    y: height - margin.bottom - ((y - vertical.from) / (vertical.to - vertical.from)) * (height - margin.top - margin.bottom),
  });

  const grid = vertical.ticks.map((tick) => {
    const { y } = place(horizontal.from, tick);
    return `<line class="grid" x1="${margin.left}" x2="${width - margin.right}" y1="${fixed(y)}" y2="${fixed(y)}"/><text x="${margin.left - 8}" y="${fixed(y + 4)}" text-anchor="end">${formatTick(tick)}</text>`;
  });
  const marks = horizontal.ticks.map(
    (tick) =>
      `<text x="${fixed(place(tick, vertical.from).x)}" y="${height - margin.bottom + 18}" text-anchor="middle">${formatTick(tick)}</text>`,
  );
  const lines = series.map(({ label, colour, points: run }) => {
    const path = run.map(({ x, y }) => place(x, y)).map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${fixed(x)} ${fixed(y)}`);
    return `<path d="${path.join('')}" fill="none" stroke="${colour}" stroke-width="1.6"><title>${escapeHtml(label)}</title></path>`;
  });
  return `<figure><figcaption>${escapeHtml(title)}</figcaption><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(title)}">
${grid.join('')}${marks.join('')}
<text x="${(margin.left + width - margin.right) / 2}" y="${height - 4}" text-anchor="middle">${escapeHtml(axes.x)}</text>
<text x="14" y="${(height - margin.bottom) / 2}" text-anchor="middle" transform="rotate(-90 14 ${(height - margin.bottom) / 2})">${escapeHtml(axes.y)}</text>
${lines.join('\n')}
</svg></figure>`;
}

/** Five or so round ticks that enclose the values. */
export function axisTicks(values: readonly number[]): { from: number; to: number; ticks: number[] } {
  const least = values.reduce((one, other) => Math.min(one, other), Infinity);
  const greatest = values.reduce((one, other) => Math.max(one, other), -Infinity);
  // Below this the difference is rounding, and ticks could not be told apart.
  const smallest = Math.max(1e-12, 1e-9 * Math.max(Math.abs(least), Math.abs(greatest)));
  const span = greatest - least > smallest ? greatest - least : Math.abs(greatest) > smallest ? Math.abs(greatest) : 1;
  const rough = span / 5;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((candidate) => candidate >= rough * (1 - 1e-9))!;
  const first = Math.floor(least / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(greatest / step - 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { from: ticks[0]!, to: ticks.at(-1)!, ticks };
}

function formatTick(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function fixed(value: number): string {
  return value.toFixed(1);
}
