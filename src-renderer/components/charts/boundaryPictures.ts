import type { DecisionBoundary } from '../../../src-main/contract/snapshots.ts';
import type { ChartTheme } from './chartTheme.ts';
import { fieldImage, placeX, placeY, plotArea, pointColours } from './drawBoundary.ts';
import { csvText } from './seriesCsv.ts';
import { escapeXml } from './svgText.ts';
import { linearTicks, tickText } from './ticks.ts';

const size = { width: 640, height: 600 };

/** The field as an embedded picture, with points and axes as drawing. */
export function boundarySvg(field: DecisionBoundary, theme: ChartTheme): string {
  const area = plotArea(size.width, size.height);
  const bottom = area.top + area.height;
  const colourOf = pointColours(field, theme);
  const label = (x: number, y: number, text: string, anchor: string): string =>
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${theme.muted}">${escapeXml(text)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" font-family="${escapeXml(theme.font)}" font-size="11">`,
    `<rect width="100%" height="100%" fill="${theme.surface}"/>`,
    `<image x="${area.left}" y="${area.top}" width="${area.width}" height="${area.height}" preserveAspectRatio="none" href="${fieldImage(field, theme).toDataURL('image/png')}"/>`,
    ...linearTicks(field.x.from, field.x.to, 8).map((tick) => label(placeX(field, area, tick), bottom + 15, tickText(tick), 'middle')),
    ...linearTicks(field.y.from, field.y.to, 8).map((tick) => label(area.left - 6, placeY(field, area, tick) + 4, tickText(tick), 'end')),
    label(area.left + area.width / 2, bottom + 34, field.x.name, 'middle'),
    `<text transform="translate(12 ${area.top + area.height / 2}) rotate(-90)" text-anchor="middle" fill="${theme.muted}">${escapeXml(field.y.name)}</text>`,
    ...Array.from(field.points.x, (x, index) =>
      point(placeX(field, area, x), placeY(field, area, field.points.y[index]!), colourOf(index), field.points.test[index] === 1, theme),
    ),
    '</svg>',
  ].join('\n');
}

/** The data points with their class (or number) and part. */
export function boundaryCsv({ x, y, points, classNames }: DecisionBoundary): string {
  const labelOf = (label: number): string | number => (classNames.length > 0 ? (classNames[label] ?? '') : label);
  const rows = Array.from(points.x, (value, index) => [
    value,
    points.y[index]!,
    labelOf(points.label[index]!),
    points.test[index] === 1 ? 'test' : 'training',
  ]);
  return csvText([[x.name, y.name, classNames.length > 0 ? 'class' : 'value', 'part'], ...rows]);
}

function point(x: number, y: number, colour: string, isTest: boolean, theme: ChartTheme): string {
  const [left, top] = [x.toFixed(1), y.toFixed(1)];
  return isTest
    ? `<rect x="${(x - 3.5).toFixed(1)}" y="${(y - 3.5).toFixed(1)}" width="7" height="7" fill="${colour}" stroke="${theme.text}" stroke-width="1.5"/>`
    : `<circle cx="${left}" cy="${top}" r="3.5" fill="${colour}" stroke="${theme.surface}"/>`;
}
