import { describe, expect, it } from 'vitest';
import { editColumns } from '../../../../src-core/data/editColumns.ts';
import { categorical, exampleTable, numeric } from './exampleTable.ts';

const code = (name: string) => expect.objectContaining({ code: name }) as Error;
const base = exampleTable([
  numeric('n', [10, 2, NaN, 10]),
  categorical('c', ['5', '7'], [1, 0, -1, 1]),
  { name: 't', kind: 'text', role: 'feature', values: ['b', 'a', '', 'b'] },
  numeric('y', [1, 2, 3, 4], { role: 'target' }),
]);
const table = { ...base, dataset: { ...base.dataset, sha256: 'of the data' } };
const column = (edited: typeof table, name: string) => {
  const index = edited.dataset.columns.findIndex((each) => each.name === name);
  return { ...edited.dataset.columns[index]!, values: edited.values[index]! };
};

describe('editColumns', () => {
  it('moves the target; the one before becomes a feature; data and hash stay', () => {
    const edited = editColumns(table, [{ name: 'c', role: 'target' }]);
    expect(edited.dataset.columns.map(({ role }) => role)).toEqual(['feature', 'target', 'feature', 'feature']);
    expect(edited.dataset.sha256).toBe('of the data');
    expect(edited.values).toEqual(table.values);
  });

  it('makes numbers categories in the order of their values, and numbers again', () => {
    const edited = editColumns(table, [{ name: 'n', kind: 'categorical' }]);
    expect(column(edited, 'n')).toMatchObject({
      categories: ['2', '10'],
      missing: 1,
      storage: 'int32',
      values: Int32Array.of(1, 0, -1, 1),
    });
    expect(edited.dataset.sha256).toBe('');
    expect(column(editColumns(edited, [{ name: 'n', kind: 'numeric' }]), 'n')).toEqual(column(table, 'n'));
  });

  it('makes categories numbers and texts, and texts categories', () => {
    expect(column(editColumns(table, [{ name: 'c', kind: 'numeric' }]), 'c').values).toEqual(Float64Array.of(7, 5, NaN, 7));
    expect(column(editColumns(table, [{ name: 'c', kind: 'text' }]), 'c').values).toEqual(['7', '5', '', '7']);
    expect(column(editColumns(table, [{ name: 't', kind: 'categorical' }]), 't')).toMatchObject({
      categories: ['a', 'b'],
      values: Int32Array.of(1, 0, -1, 1),
    });
  });

  it('leaves the table it was given alone', () => {
    const before = structuredClone(table);
    editColumns(table, [{ name: 'n', kind: 'text', role: 'ignored' }]);
    expect(table).toEqual(before);
  });

  it('refuses what cannot be', () => {
    expect(() => editColumns(table, [{ name: 'z', role: 'feature' }])).toThrow(code('data/unknown-column'));
    expect(() => editColumns(table, [{ name: 't', kind: 'numeric' }])).toThrow(code('data/not-a-number'));
    expect(() =>
      editColumns(table, [
        { name: 'n', role: 'target' },
        { name: 'c', role: 'target' },
      ]),
    ).toThrow(code('data/two-targets'));
    const images = exampleTable([{ name: 'i', kind: 'numeric', role: 'feature', shape: [2], values: Uint8Array.of(1, 2) }], 1);
    expect(() => editColumns(images, [{ name: 'i', kind: 'text' }])).toThrow(code('data/block-kind'));
    const many = exampleTable([
      numeric(
        'n',
        Array.from({ length: 10_001 }, (_, row) => row),
      ),
    ]);
    expect(() => editColumns(many, [{ name: 'n', kind: 'categorical' }])).toThrow(code('data/too-many-categories'));
  });
});
