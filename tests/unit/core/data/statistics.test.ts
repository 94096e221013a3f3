import fc from 'fast-check';
import { max, mean, median, min, standardDeviation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { columnStatistics, type ColumnStatistics } from '../../../../src-core/data/statistics.ts';
import { categorical, exampleTable, numeric } from './exampleTable.ts';

const of = (...columns: Parameters<typeof exampleTable>[0]): ColumnStatistics => columnStatistics(exampleTable(columns))[0]!;
const sumOfBars = ({ histogram }: ColumnStatistics) => histogram.reduce((sum, { count }) => sum + count, 0);

describe('columnStatistics', () => {
  it('of numbers, missing ones not counted', () => {
    expect(of(numeric('x', [2, 4, 4, 4, NaN, 5, 5, 7, 9]))).toEqual({
      column: 'x',
      count: 8,
      missing: 1,
      unique: 5,
      numeric: { minimum: 2, maximum: 9, mean: 5, deviation: 2, median: 4.5 },
      histogram: [2, 4, 5, 7, 9].map((value) => ({ label: String(value), count: [1, 3, 2, 1, 1][[2, 4, 5, 7, 9].indexOf(value)]! })),
    });
  });

  it('agree with simple-statistics on any numbers', () => {
    const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(numbers, (values) => {
        const found = of(numeric('x', values));
        const scale = Math.max(1, ...values.map(Math.abs));
        expect(found.numeric!.minimum).toBe(min(values) + 0);
        expect(found.numeric!.maximum).toBe(max(values) + 0);
        expect(found.numeric!.median).toBeCloseTo(median(values), 9);
        expect(Math.abs(found.numeric!.mean - mean(values)) / scale).toBeLessThan(1e-12);
        expect(Math.abs(found.numeric!.deviation - standardDeviation(values)) / scale).toBeLessThan(1e-9);
        expect(sumOfBars(found)).toBe(values.length);
      }),
      { seed: 20_261_123, numRuns: 100 },
    );
  });

  it('of bytes are counted like any numbers, in their scale', () => {
    const pixels = {
      name: 'image',
      kind: 'numeric' as const,
      role: 'feature' as const,
      shape: [2],
      values: Uint8Array.of(0, 255, 51, 0),
      scale: 1 / 255,
    };
    const found = columnStatistics(exampleTable([pixels], 2))[0]!;
    expect(found).toMatchObject({ count: 4, unique: 3, numeric: { minimum: 0, maximum: 1, median: 0.1 } });
    expect(found.numeric!.mean).toBeCloseTo(0.3, 12);
  });

  it('put many values into 20 bars that hold them all', () => {
    const found = of(
      numeric(
        'x',
        Array.from({ length: 101 }, (_, index) => index),
      ),
    );
    expect(found.histogram).toHaveLength(20);
    expect(found.histogram[0]).toEqual({ label: '0 … 5', count: 5 });
    expect(found.histogram[19]!.count).toBe(6);
  });

  it('of categories keep their order, of texts the most frequent first', () => {
    expect(of(categorical('c', ['a', 'b', 'never'], [1, 1, 0, -1]))).toMatchObject({
      count: 3,
      missing: 1,
      unique: 2,
      numeric: null,
      histogram: [
        { label: 'a', count: 1 },
        { label: 'b', count: 2 },
      ],
    });
    const texts = { name: 't', kind: 'text' as const, role: 'feature' as const, values: ['x', 'y', 'y', ''] };
    expect(of(texts)).toMatchObject({
      count: 3,
      missing: 1,
      unique: 2,
      histogram: [
        { label: 'y', count: 2 },
        { label: 'x', count: 1 },
      ],
    });
  });

  it('of a column without values are empty', () => {
    expect(of(numeric('x', [NaN, NaN]))).toMatchObject({ count: 0, missing: 2, unique: 0, numeric: null, histogram: [] });
  });
});
