import type { LineSeries } from './lineSeries.ts';

/** The points of all series, one line a point: series, x, y and, where there is one, the band. */
export function seriesCsv(series: readonly LineSeries[], xLabel: string, yLabel: string): string {
  const banded = series.some(({ band }) => band);
  const head = ['series', xLabel, yLabel, ...(banded ? ['low', 'high'] : [])];
  const lines = series.flatMap(({ label, points, band }) =>
    points.map(({ x, y }, index) => [label, x, y, ...(banded ? [band?.[index]?.low ?? '', band?.[index]?.high ?? ''] : [])]),
  );
  return csvText([head, ...lines]);
}

/** Cells as RFC 4180 wants them: quoted where they hold a comma, a quote or a line end. */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
