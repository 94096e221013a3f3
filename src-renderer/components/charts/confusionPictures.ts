import type { ConfusionMatrix } from '../../../src-core/training/metrics.ts';
import type { ChartTheme } from './chartTheme.ts';
import { confusionShares, confusionTint } from './confusionShares.ts';
import { csvText } from './seriesCsv.ts';
import { escapeXml } from './svgText.ts';

const cell = 44;

/** The matrix as a drawing: actual classes down, predicted across, coloured by the share of the actual class. */
export function confusionSvg(matrix: ConfusionMatrix, theme: ChartTheme): string {
  const { classNames } = matrix;
  const margin = 44 + 7 * Math.max(...classNames.map((name) => short(name).length));
  const size = margin + cell * classNames.length + 12;
  const text = (x: number, y: number, words: string, more = ''): string =>
    `<text x="${x}" y="${y}" fill="${theme.text}" ${more}>${escapeXml(words)}</text>`;
  const at = (index: number): number => margin + cell * index;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}" font-family="${escapeXml(theme.font)}" font-size="12">`,
    `<rect width="100%" height="100%" fill="${theme.surface}"/>`,
    text(margin + (cell * classNames.length) / 2, 18, 'Predicted', 'text-anchor="middle"'),
    `<text transform="translate(18 ${margin + (cell * classNames.length) / 2}) rotate(-90)" text-anchor="middle" fill="${theme.text}">Actual</text>`,
    ...classNames.map(
      (name, index) =>
        `<text transform="translate(${at(index) + cell / 2 + 4} ${margin - 8}) rotate(-60)" fill="${theme.text}">${escapeXml(short(name))}</text>`,
    ),
    ...classNames.map((name, index) => text(margin - 8, at(index) + cell / 2 + 4, short(name), 'text-anchor="end"')),
    ...confusionShares(matrix).flatMap((row, actual) =>
      row.map(({ count, share }, predicted) => {
        const fill = theme.series[actual === predicted ? 0 : 3]!;
        const box = `<rect x="${at(predicted)}" y="${at(actual)}" width="${cell - 2}" height="${cell - 2}" rx="3" fill="${fill}" fill-opacity="${Math.max(0.05, confusionTint(share)).toFixed(3)}"/>`;
        const ink = share > 0.4 ? theme.surface : theme.text;
        return `${box}<text x="${at(predicted) + cell / 2 - 1}" y="${at(actual) + cell / 2 + 3}" text-anchor="middle" fill="${ink}">${count}</text>`;
      }),
    ),
    '</svg>',
  ].join('\n');
}

/** Rows are the actual classes, columns the predicted ones. */
export function confusionCsv({ classNames, counts }: ConfusionMatrix): string {
  return csvText([['actual \\ predicted', ...classNames], ...counts.map((row, actual) => [classNames[actual]!, ...row])]);
}

function short(name: string): string {
  return name.length > 14 ? `${name.slice(0, 13)}…` : name;
}
