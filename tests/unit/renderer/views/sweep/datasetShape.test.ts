import { describe, expect, it } from 'vitest';
import type { NewColumn } from '../../../../../src-core/data/tableFromColumns.ts';
import { tableFromColumns } from '../../../../../src-core/data/tableFromColumns.ts';
import { preprocessingSchema, splitSchema } from '../../../../../src-core/data/partition.ts';
import { prepareData } from '../../../../../src-core/data/prepareData.ts';
import { datasetShape } from '../../../../../src-renderer/views/sweep/datasetShape.ts';

const rows = 30;
const about = { id: 'd', name: 'D', rows, source: { kind: 'import' as const, choice: { type: 'csv' }, files: [], attribution: '' } };
const numbers = (name: string, width = 1): NewColumn => ({
  name,
  kind: 'numeric',
  role: 'feature',
  shape: width === 1 ? [] : [width / 2, 2],
  values: Float64Array.from({ length: rows * width }, (_, index) => (index * 7) % 11),
});
const classes = (name: string, count: number, role: 'feature' | 'target'): NewColumn => ({
  name,
  kind: 'categorical',
  role,
  categories: Array.from({ length: count }, (_, index) => `c${index}`),
  values: Int32Array.from({ length: rows }, (_, index) => index % count),
});
const texts: NewColumn = {
  name: 'text',
  kind: 'text',
  role: 'feature',
  values: Array.from({ length: rows }, (_, index) => `row ${index}`),
};

const tables: readonly (readonly [string, readonly NewColumn[]])[] = [
  ['numbers and classes', [numbers('a'), numbers('b'), classes('kind', 3, 'target')]],
  ['one-hot features and a free text', [numbers('a'), classes('colour', 4, 'feature'), texts, classes('kind', 2, 'target')]],
  ['an image', [numbers('image', 8), classes('kind', 3, 'target')]],
  ['an image and a number', [numbers('image', 8), numbers('a'), classes('kind', 3, 'target')]],
  ['a feature of one value', [numbers('a'), classes('same', 1, 'feature'), classes('kind', 3, 'target')]],
  ['a feature of so many categories that it is left out', [numbers('a'), classes('many', 20, 'feature'), classes('kind', 3, 'target')]],
  ['a numeric target', [numbers('a'), { ...numbers('b'), role: 'target' }]],
  ['no target', [numbers('a'), { ...numbers('b'), role: 'ignored' }]],
];

describe('datasetShape', () => {
  it.each(tables)('%s: is what preparation makes of it', (_name, columns) => {
    const table = tableFromColumns(about, columns);
    const prepared = prepareData(table, {
      split: splitSchema.parse({}),
      preprocessing: preprocessingSchema.parse({}),
      seed: 1,
      precision: 'float64',
    });
    expect(datasetShape(table.dataset)).toEqual({ inputShape: prepared.inputShape, task: prepared.task, outputSize: prepared.outputSize });
  });

  it('has no inputs where no feature is left to learn from', () => {
    const { dataset } = tableFromColumns(about, [classes('same', 1, 'feature'), texts, classes('kind', 3, 'target')]);
    expect(datasetShape(dataset).inputShape).toBeNull();
  });
});
