import type { Column, ColumnValues, Table } from './dataset.ts';
import { isTexts } from './tableFromColumns.ts';

/** A run of rows for a table: numbers, texts, or null where missing; a block such as an image is left out as null. */
export interface DatasetRows {
  readonly from: number;
  readonly rows: readonly (readonly (number | string | null)[])[];
}

/** Rows `from` … `from + count − 1`, or as many of them as there are, as people read them. */
export function datasetRows(table: Table, from: number, count: number): DatasetRows {
  const { columns, rows } = table.dataset;
  const end = Math.min(rows, from + count);
  const run = Array.from({ length: Math.max(0, end - from) }, (_, index) =>
    columns.map((column, position) => cell(column, table.values[position]!, from + index)),
  );
  return { from, rows: run };
}

function cell(column: Column, values: ColumnValues, row: number): number | string | null {
  if (column.shape.length > 0) return null;
  if (isTexts(values)) return values[row] === '' ? null : values[row]!;
  const stored = values[row]!;
  if (column.kind === 'categorical') return categoryName(column, stored);
  return Number.isNaN(stored) ? null : stored * column.scale;
}

/** The name of a category, null where it is missing (−1). */
export function categoryName(column: Column, category: number): string | null {
  return column.categories?.[category] ?? null;
}
