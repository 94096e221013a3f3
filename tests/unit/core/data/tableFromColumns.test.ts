import { describe, expect, it } from 'vitest';
import { datasetSchema } from '../../../../src-core/data/dataset.ts';
import { columnsOfTable, tableFromColumns } from '../../../../src-core/data/tableFromColumns.ts';
import { categorical, exampleTable, numeric } from './exampleTable.ts';

const code = (name: string) => expect.objectContaining({ code: name }) as Error;

describe('tableFromColumns', () => {
  const table = exampleTable(
    [
      { name: 'pixels', kind: 'numeric', role: 'feature', shape: [3], values: Uint8Array.of(1, 2, 3, 4, 5, 6) },
      numeric('x', [1, NaN]),
      { name: 'text', kind: 'text', role: 'ignored', values: ['aé€😀', ''] },
      categorical('class', ['a', 'b'], [-1, 1], { role: 'target' }),
    ],
    2,
  );

  it('lays columns one after the other, each at a multiple of 8 bytes', () => {
    // 6 bytes; 2 × 8; three offsets of 4 and 1 + 2 + 3 + 4 bytes of UTF-8; 2 × 4.
    expect(table.dataset.columns.map(({ byteOffset, byteLength }) => [byteOffset, byteLength])).toEqual([
      [0, 6],
      [8, 16],
      [24, 22],
      [48, 8],
    ]);
  });

  it('tells storage and counts missing values', () => {
    expect(table.dataset.columns.map(({ storage, missing }) => [storage, missing])).toEqual([
      ['uint8', 0],
      ['float64', 1],
      ['text', 1],
      ['int32', 1],
    ]);
  });

  it('describes a dataset its schema accepts, and its columns can be taken out again', () => {
    expect(datasetSchema.parse(table.dataset)).toEqual(table.dataset);
    expect(tableFromColumns(table.dataset, columnsOfTable(table))).toEqual(table);
    expect(table.values[0]).toBe(columnsOfTable(table)[0]!.values);
  });

  it('refuses columns of other lengths, equal names and two targets', () => {
    expect(() => exampleTable([numeric('x', [1, 2]), numeric('y', [1])])).toThrow(code('data/uneven-columns'));
    expect(() => exampleTable([numeric('x', [1]), numeric('x', [2])])).toThrow(code('data/duplicate-column'));
    expect(() => exampleTable([numeric('x', [1], { role: 'target' }), numeric('y', [2], { role: 'target' })])).toThrow(
      code('data/two-targets'),
    );
  });
});
