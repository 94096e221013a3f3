import { describe, expect, it } from 'vitest';
import { preprocessingSchema, splitSchema } from '../../../../src-core/data/partition.ts';
import { prepareData } from '../../../../src-core/data/prepareData.ts';
import type { NewColumn } from '../../../../src-core/data/tableFromColumns.ts';
import { categorical, exampleTable, numeric, turns } from './exampleTable.ts';

function prepare(columns: readonly NewColumn[], inputs: string, split: Record<string, unknown> = { testFraction: 0 }) {
  return prepareData(exampleTable(columns), {
    split: splitSchema.parse(split),
    preprocessing: preprocessingSchema.parse({ inputs }),
    seed: 1,
    precision: 'float64',
  });
}

describe('centred inputs', () => {
  it('have the mean of the training part taken away, and nothing else', () => {
    const data = prepare([numeric('x', [2, 4, 6, 12]), turns(4)], 'centre');
    expect([...data.inputs]).toEqual([-4, -2, 0, 6]);
    expect(data.inputScaling).toEqual({ scale: [1], offset: [6] });
    expect(data.treatments.find(({ column }) => column === 'x')!.treatment).toContain('its mean taken away');
  });

  it('of images lose the mean picture, in the unit of the image', () => {
    const picture: NewColumn = { ...numeric('image', [0, 10, 20, 30, 40, 50, 60, 70]), shape: [2, 2], scale: 0.1 };
    const data = prepareData(exampleTable([picture, turns(2)], 2), {
      split: splitSchema.parse({ testFraction: 0 }),
      preprocessing: preprocessingSchema.parse({ inputs: 'centre' }),
      seed: 1,
      precision: 'float64',
    });
    expect(data.inputShape).toEqual([2, 2]);
    expect([...data.inputs]).toEqual([-2, -2, -2, -2, 2, 2, 2, 2]);
    expect(data.inputScaling.offset).toEqual([2, 3, 4, 5]);
  });

  it('take missing numbers for the mean', () => {
    const data = prepare([numeric('x', [1, NaN, 3, 5]), turns(4)], 'centre');
    expect([...data.inputs]).toEqual([-2, 0, 0, 2]);
  });

  it('are centred by the training part alone', () => {
    const values = Array.from({ length: 40 }, (_, row) => row * row);
    const data = prepare([numeric('x', values), turns(40)], 'centre', { testFraction: 0.5 });
    const sum = data.parts.train.reduce((total, row) => total + data.inputs[row]!, 0);
    expect(sum).toBeCloseTo(0, 9);
    const mean = data.parts.train.reduce((total, row) => total + values[row]!, 0) / data.parts.train.length;
    for (const row of data.parts.test) expect(data.inputs[row]).toBeCloseTo(values[row]! - mean, 9);
  });
});

describe('a class left out', () => {
  const columns = [
    numeric(
      'x',
      Array.from({ length: 30 }, (_, row) => row),
    ),
    categorical(
      'kind',
      ['a', 'b', 'c'],
      Array.from({ length: 30 }, (_, row) => row % 3),
      { role: 'target' },
    ),
  ];

  it('is in no training part, stays in the others, and is still a class', () => {
    const split = { testFraction: 0.2, validationFraction: 0.2 };
    const [whole, without] = [prepare(columns, 'none', split), prepare(columns, 'none', { ...split, leaveOut: 'b' })];
    expect(without.leftOut).toBe(1);
    expect(whole.leftOut).toBeNull();
    expect(without.classNames).toEqual(['a', 'b', 'c']);
    expect([...without.parts.train]).toEqual([...whole.parts.train].filter((row) => row % 3 !== 1));
    expect(without.parts.test).toEqual(whole.parts.test);
    expect(without.parts.validation).toEqual(whole.parts.validation);
  });

  it('counts for no scaling either', () => {
    const data = prepare(columns, 'centre', { testFraction: 0, leaveOut: 'c' });
    expect(data.parts.train.reduce((sum, row) => sum + data.inputs[row]!, 0)).toBeCloseTo(0, 9);
  });

  it('is refused where there is none of that name', () => {
    const unknown = expect.objectContaining({ code: 'data/unknown-class', message: expect.stringContaining('a, b, c') as string }) as Error;
    expect(() => prepare(columns, 'none', { leaveOut: 'd' })).toThrow(unknown);
    expect(() => prepare([numeric('x', [1, 2, 3, 4])], 'none', { leaveOut: 'd' })).toThrow('no classes');
  });
});
