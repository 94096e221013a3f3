import type { Table } from '../../../../src-core/data/dataset.ts';
import { tableFromColumns, type NewColumn } from '../../../../src-core/data/tableFromColumns.ts';

/** A table of the given columns, as if imported. */
export function exampleTable(columns: readonly NewColumn[], rows = columns[0]?.values.length ?? 0): Table {
  const source = { kind: 'import' as const, choice: { type: 'csv' }, files: [], attribution: '' };
  return tableFromColumns({ id: 'example', name: 'example', rows, source }, columns);
}

export function numeric(name: string, values: readonly number[], more: Partial<NewColumn> = {}): NewColumn {
  return { name, kind: 'numeric', role: 'feature', values: Float64Array.from(values), ...more };
}

export function categorical(
  name: string,
  categories: readonly string[],
  values: readonly number[],
  more: Partial<NewColumn> = {},
): NewColumn {
  return { name, kind: 'categorical', role: 'feature', categories, values: Int32Array.from(values), ...more };
}

/** A target of two classes that take turns. */
export function turns(rows: number): NewColumn {
  return categorical(
    'class',
    ['a', 'b'],
    Array.from({ length: rows }, (_, row) => row % 2),
    { role: 'target' },
  );
}
