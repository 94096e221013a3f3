import type { Column, ColumnValues } from './dataset.ts';
import { eachValue } from './scaling.ts';

/** Median of the values of a numeric column that are there in the given rows; the mean of the middle two of an even number; 0 of none. */
export function medianOf(column: Column, values: ColumnValues, rows: Uint32Array): number {
  const present: number[] = [];
  eachValue(column, values, rows, (value) => present.push(value));
  const sorted = Float64Array.from(present).sort();
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Most frequent category in the given rows, the first of equals; −1 if all are missing. */
export function mostFrequentCategory(column: Column, values: ColumnValues, rows: Uint32Array): number {
  const counts = new Uint32Array(column.categories?.length ?? 0);
  for (const row of rows) {
    const category = values[row] as number;
    if (category >= 0) counts[category]!++;
  }
  let best = -1;
  counts.forEach((count, category) => {
    if (count > (best < 0 ? 0 : counts[best]!)) best = category;
  });
  return best;
}

/** "; 3 missing values filled with …", nothing where none is missing. */
export function describeFilling(missing: number, filling: string): string {
  return missing === 0 ? '' : `; ${missing} missing ${missing === 1 ? 'value' : 'values'} filled with ${filling}`;
}
