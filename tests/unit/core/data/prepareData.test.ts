import { describe, expect, it } from 'vitest';
import type { Table } from '../../../../src-core/data/dataset.ts';
import { preprocessingSchema, splitSchema, type PreparedData } from '../../../../src-core/data/partition.ts';
import { prepareData } from '../../../../src-core/data/prepareData.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { categorical, exampleTable, numeric, turns } from './exampleTable.ts';

interface Given {
  readonly split?: Record<string, unknown>;
  readonly preprocessing?: Record<string, unknown>;
  readonly seed?: number;
  readonly precision?: 'float32' | 'float64';
}

function prepare(table: Table, { split = {}, preprocessing = {}, seed = 1, precision = 'float64' }: Given = {}): PreparedData {
  return prepareData(table, { split: splitSchema.parse(split), preprocessing: preprocessingSchema.parse(preprocessing), seed, precision });
}

const wholeSplit = { split: { testFraction: 0 } };
const treatmentOf = (data: PreparedData, column: string) => data.treatments.find((each) => each.column === column)?.treatment;
const code = (name: string) => expect.objectContaining({ code: name }) as Error;

describe('numbers', () => {
  it('are standardised by mean and deviation', () => {
    // Mean 5, deviation 2 (the well-known example).
    const data = prepare(exampleTable([numeric('x', [2, 4, 4, 4, 5, 5, 7, 9]), turns(8)]), wholeSplit);
    expect([...data.inputs]).toEqual([-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]);
    expect(data.inputScaling).toEqual({ scale: [2], offset: [5] });
    expect(treatmentOf(data, 'x')).toBe('standardised (mean 5, deviation 2)');
  });

  it('are scaled to 0…1 or left alone where asked', () => {
    const table = exampleTable([numeric('x', [2, 4, 6, 10]), turns(4)]);
    expect([...prepare(table, { ...wholeSplit, preprocessing: { inputs: 'minMax' } }).inputs]).toEqual([0, 0.25, 0.5, 1]);
    expect([...prepare(table, { ...wholeSplit, preprocessing: { inputs: 'none' } }).inputs]).toEqual([2, 4, 6, 10]);
  });

  it('of a constant column become 0, in every scaling that would divide by its spread', () => {
    const table = exampleTable([numeric('x', [3, 3, 3, 3]), numeric('y', [1, 2, 3, 4]), turns(4)]);
    for (const inputs of ['auto', 'standardise', 'minMax']) {
      const data = prepare(table, { ...wholeSplit, preprocessing: { inputs } });
      expect([0, 2, 4, 6].map((index) => data.inputs[index])).toEqual([0, 0, 0, 0]);
      expect(data.inputs.every(Number.isFinite)).toBe(true);
      expect(treatmentOf(data, 'x')).toMatch(/one value only \(3\)/);
    }
  });

  it('get the median of the training part where they are missing', () => {
    const table = exampleTable([numeric('x', [1, NaN, 3, 100, 2, NaN]), turns(6)]);
    const data = prepare(table, { ...wholeSplit, preprocessing: { inputs: 'none' } });
    // Present: 1, 2, 3, 100.
    expect([...data.inputs]).toEqual([1, 2.5, 3, 100, 2, 2.5]);
    expect(treatmentOf(data, 'x')).toBe('taken as it is; 2 missing values filled with the median 2.5');
  });

  it('are 0 throughout where all are missing', () => {
    const data = prepare(exampleTable([numeric('x', [NaN, NaN]), numeric('y', [1, 2]), turns(2)]), wholeSplit);
    expect([data.inputs[0], data.inputs[2]]).toEqual([0, 0]);
  });
});

describe('what is fitted is fitted on the training part alone', () => {
  const rows = 60;
  const random = createRandom(3);
  const values = Array.from({ length: rows }, (_, row) => (row % 7 === 0 ? NaN : random.normal()));
  const colours = Array.from({ length: rows }, (_, row) => (row % 5 === 0 ? -1 : row % 3));
  const target = numeric(
    'target',
    values.map(() => random.uniform()),
    { role: 'target' },
  );
  const options = { split: { kind: 'random', testFraction: 0.3, validationFraction: 0.2 }, seed: 4 };

  it('so changing every other row changes nothing in the training rows or the scalings', () => {
    const before = prepare(exampleTable([numeric('x', values), categorical('colour', ['r', 'g', 'b'], colours), target]), options);
    const isTraining = new Set(before.parts.train);
    const other = <T>(list: readonly T[], value: T) => list.map((each, row) => (isTraining.has(row) ? each : value));
    const after = prepare(
      exampleTable([
        numeric('x', other(values, 1e6)),
        categorical('colour', ['r', 'g', 'b'], other(colours, 2)),
        { ...target, values: Float64Array.from(other([...(target.values as Float64Array)], -1e6)) },
      ]),
      options,
    );
    expect(after.parts).toEqual(before.parts);
    expect(after.inputScaling).toEqual(before.inputScaling);
    expect(after.targetScaling).toEqual(before.targetScaling);
    for (const row of before.parts.train) {
      expect(after.inputs.slice(row * 4, row * 4 + 4)).toEqual(before.inputs.slice(row * 4, row * 4 + 4));
      expect(after.targets![row]).toBe(before.targets![row]);
    }
  });

  it('so the training part has mean 0 and deviation 1', () => {
    const present = values.map((value) => (Number.isNaN(value) ? 0.5 : value));
    const data = prepare(exampleTable([numeric('x', present), target]), options);
    const trained = Array.from(data.parts.train, (row) => data.inputs[row]!);
    const mean = trained.reduce((sum, value) => sum + value, 0) / trained.length;
    expect(mean).toBeCloseTo(0, 12);
    expect(trained.reduce((sum, value) => sum + (value - mean) ** 2, 0) / trained.length).toBeCloseTo(1, 12);
  });
});

describe('categories and texts', () => {
  it('become one input a category; a missing one the most frequent', () => {
    const data = prepare(exampleTable([categorical('colour', ['red', 'green', 'blue'], [0, 2, 2, -1]), turns(4)]), wholeSplit);
    expect([...data.inputs]).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1]);
    expect(data.inputNames).toEqual(['colour=red', 'colour=green', 'colour=blue']);
    expect(treatmentOf(data, 'colour')).toBe('one-hot: 3 categories; 1 missing value filled with the most frequent, "blue"');
  });

  it('are left out where they say little: free text, one value, too many categories, ignored columns', () => {
    const count = 24;
    const range = Array.from({ length: count }, (_, row) => row);
    const data = prepare(
      exampleTable([
        numeric('x', range),
        { name: 'id', kind: 'text', role: 'feature', values: range.map((row) => `sample ${row}`) },
        categorical('same', ['only'], new Array<number>(count).fill(0)),
        categorical('many', range.map(String), range),
        numeric('unused', range, { role: 'ignored' }),
        turns(count),
      ]),
      wholeSplit,
    );
    expect(data.inputSize).toBe(1);
    expect(treatmentOf(data, 'id')).toBe('left out: 24 different texts');
    expect(treatmentOf(data, 'same')).toMatch(/left out: it has one value only/);
    expect(treatmentOf(data, 'many')).toMatch(/left out: 24 categories in 24 rows/);
    expect(treatmentOf(data, 'unused')).toBe('left out: its role is ignored');
    expect(data.treatments.every(({ change }) => change.length > 0)).toBe(true);
  });
});

describe('images', () => {
  const pixels = Uint8Array.from({ length: 4 * 6 }, (_, index) => index * 10);
  const image = { name: 'image', kind: 'numeric' as const, role: 'feature' as const, shape: [2, 3], values: pixels, scale: 1 / 255 };

  it('keep their shape and, by default, their values', () => {
    const data = prepare(exampleTable([image, turns(4)], 4), { ...wholeSplit, precision: 'float32' });
    expect(data).toMatchObject({ inputShape: [2, 3], inputSize: 6, inputNames: [] });
    expect(data.inputs).toEqual(Float32Array.from(pixels, (pixel) => pixel / 255));
  });

  it('share one scaling among their pixels', () => {
    const data = prepare(exampleTable([image, turns(4)], 4), { ...wholeSplit, preprocessing: { inputs: 'minMax' } });
    [...data.inputs].forEach((value, index) => expect(value).toBeCloseTo(index / 23, 12));
    expect(data.inputScaling.scale).toHaveLength(6);
  });

  it('are flattened beside other features', () => {
    const data = prepare(exampleTable([image, numeric('x', [1, 2, 3, 4]), turns(4)], 4), wholeSplit);
    expect(data).toMatchObject({ inputShape: [7], inputNames: [] });
  });
});

describe('targets', () => {
  it('of classes are one-hot, with labels and names', () => {
    const data = prepare(
      exampleTable([numeric('x', [1, 2, 3]), categorical('class', ['a', 'b', 'c'], [2, 0, 1], { role: 'target' })]),
      wholeSplit,
    );
    expect(data).toMatchObject({ task: 'classification', outputSize: 3, classNames: ['a', 'b', 'c'] });
    expect([...data.targets!]).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0]);
    expect([...data.labels!]).toEqual([2, 0, 1]);
  });

  it('that are numbers are standardised, and their scaling undone gives them back', () => {
    const given = [10, 20, 30, 60];
    const data = prepare(exampleTable([numeric('x', [1, 2, 3, 4]), numeric('y', given, { role: 'target' })]), wholeSplit);
    expect(data).toMatchObject({ task: 'regression', outputSize: 1, labels: null });
    const { scale, offset } = data.targetScaling;
    [...data.targets!].forEach((value, row) => expect(value * scale + offset).toBeCloseTo(given[row]!, 12));
  });

  it('that are missing leave their rows out of every part, with a remark', () => {
    const table = exampleTable([numeric('x', [1, 2, 3, 4, 5]), categorical('class', ['a', 'b'], [0, -1, 1, 0, 1], { role: 'target' })]);
    const data = prepare(table, wholeSplit);
    expect([...data.parts.train]).toEqual([0, 2, 3, 4]);
    expect(data.labels![1]).toBe(-1);
    expect(treatmentOf(data, 'class')).toBe('target: 2 classes, one-hot; 1 row without it is left out');
    const numbers = prepare(exampleTable([numeric('x', [1, 2, 3]), numeric('y', [1, NaN, 3], { role: 'target' })]), wholeSplit);
    expect([...numbers.parts.train]).toEqual([0, 2]);
    expect(numbers.targets![1]).toBeNaN();
  });

  it('may be absent', () => {
    const data = prepare(exampleTable([numeric('x', [1, 2, 3])]), wholeSplit);
    expect(data).toMatchObject({ task: 'none', targets: null, labels: null, outputSize: 0 });
    expect(data.parts.train).toHaveLength(3);
  });

  it('of free text or one class are refused', () => {
    const texts = { name: 'y', kind: 'text' as const, role: 'target' as const, values: ['one', 'two'] };
    expect(() => prepare(exampleTable([numeric('x', [1, 2]), texts]), wholeSplit)).toThrow(code('data/text-target'));
    const single = categorical('y', ['a'], [0, 0], { role: 'target' });
    expect(() => prepare(exampleTable([numeric('x', [1, 2]), single]), wholeSplit)).toThrow(code('data/one-class'));
  });
});

describe('refusals', () => {
  it('without features, with the reasons', () => {
    expect(() => prepare(exampleTable([turns(4)]), wholeSplit)).toThrow(code('data/no-features'));
    const texts = { name: 'id', kind: 'text' as const, role: 'feature' as const, values: ['a', 'b', 'c', 'd'] };
    expect(() => prepare(exampleTable([texts, turns(4)]), wholeSplit)).toThrow(/"id" is left out: 4 different texts/);
  });

  it('of what would not fit in memory, before taking any', () => {
    const rows = 400_000;
    const wide = { name: 'image', kind: 'numeric' as const, role: 'feature' as const, shape: [28, 28], values: new Uint8Array(rows * 784) };
    expect(() => prepare(exampleTable([wide], rows), { split: { testFraction: 0 } })).toThrow(code('data/too-large'));
  });
});
