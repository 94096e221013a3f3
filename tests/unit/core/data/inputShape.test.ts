import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../src-core/data/dataset.ts';
import { inputShapeOf, outputSizeOf } from '../../../../src-core/data/inputShape.ts';
import { preprocessingSchema, splitSchema } from '../../../../src-core/data/partition.ts';
import { prepareData } from '../../../../src-core/data/prepareData.ts';
import { tableFromColumns, type NewColumn } from '../../../../src-core/data/tableFromColumns.ts';

const rows = 40;
const source = { kind: 'generator' as const, choice: { type: 'test' }, files: [], attribution: '' };

function tableOf(columns: readonly NewColumn[]) {
  return tableFromColumns({ id: 'test', name: 'Test', rows, source }, columns);
}

function prepared(columns: readonly NewColumn[]) {
  const table = tableOf(columns);
  const options = {
    split: splitSchema.parse({ kind: 'random' }),
    preprocessing: preprocessingSchema.parse({}),
    seed: 1,
    precision: 'float64' as const,
  };
  return { dataset: table.dataset, data: prepareData(table, options) };
}

const numbers = (name: string, shape: readonly number[] = [], role: Column['role'] = 'feature'): NewColumn => ({
  name,
  kind: 'numeric',
  role,
  shape: [...shape],
  values: Float64Array.from({ length: rows * shape.reduce((size, each) => size * each, 1) }, (_, index) => index % 7),
});

const classes = (name: string, count: number, role: Column['role'] = 'feature'): NewColumn => ({
  name,
  kind: 'categorical',
  role,
  values: Int32Array.from({ length: rows }, (_, row) => row % count),
  categories: Array.from({ length: count }, (_, index) => `c${index}`),
});

describe('inputShapeOf', () => {
  it('gives a picture its own shape', () => {
    const { dataset, data } = prepared([numbers('pixels', [4, 3]), classes('digit', 3, 'target')]);
    expect(inputShapeOf(dataset)).toEqual([4, 3]);
    expect(data.inputShape).toEqual([4, 3]);
  });

  it('foretells what preparation makes of any mixture of columns', () => {
    const column = fc.oneof(
      fc.constantFrom('feature' as const, 'ignored' as const).map((role) => (name: string) => numbers(name, [], role)),
      fc.constantFrom([2], [2, 2]).map((shape) => (name: string) => numbers(name, shape)),
      // 10 classes are kept; 21 in 40 rows are more than half of them and are left out; one says nothing.
      fc.constantFrom(1, 2, 10, 20, 21).map((count) => (name: string) => classes(name, count)),
      fc.constant((name: string): NewColumn => ({
        name,
        kind: 'text',
        role: 'feature',
        values: Array.from({ length: rows }, (_, row) => `text ${row}`),
      })),
    );
    fc.assert(
      fc.property(fc.array(column, { maxLength: 5 }), (makers) => {
        const columns = [numbers('always'), ...makers.map((make, index) => make(`column ${index}`)), classes('class', 3, 'target')];
        const { dataset, data } = prepared(columns);
        expect(inputShapeOf(dataset)).toEqual(data.inputShape);
        expect(outputSizeOf(dataset)).toBe(data.outputSize);
      }),
      { seed: 20_261_123, numRuns: 200 },
    );
  });
});

describe('outputSizeOf', () => {
  it('is one for a number, the classes for a class, null without a target', () => {
    expect(outputSizeOf(tableOf([numbers('x'), numbers('y', [], 'target')]).dataset)).toBe(1);
    expect(outputSizeOf(tableOf([numbers('x'), classes('y', 5, 'target')]).dataset)).toBe(5);
    expect(outputSizeOf(tableOf([numbers('x')]).dataset)).toBeNull();
  });
});
