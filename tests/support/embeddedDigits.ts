import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const file = fileURLToPath(new URL('../../resources/samples/digits/digits.csv.gz', import.meta.url));

/** The digits of the sample project: 1,797 images of 8 × 8 pixels from 0 to 1, and which digit each shows. */
export function embeddedDigits(): { images: number[][]; digits: number[] } {
  const [, ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  const rows = lines.map((line) => line.split(',').map(Number));
  return { images: rows.map((row) => row.slice(0, -1).map((shade) => shade / 16)), digits: rows.map((row) => row.at(-1)!) };
}

/** Every column with mean 0 and variance 1 (divided by n); constant ones are 0. */
export function standardised(rows: readonly (readonly number[])[]): number[][] {
  const columns = rows[0]!.map((_, column) => {
    const mean = rows.reduce((sum, row) => sum + row[column]!, 0) / rows.length;
    const variance = rows.reduce((sum, row) => sum + (row[column]! - mean) ** 2, 0) / rows.length;
    return { mean, scale: variance > 0 ? 1 / Math.sqrt(variance) : 0 };
  });
  return rows.map((row) => row.map((value, column) => (value - columns[column]!.mean) * columns[column]!.scale));
}
