import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeSizes, kernelSets, numbers, relativeError, tensorOf, valuesOf } from './kernelFixtures.ts';

const sizes = fc.record({
  rows: fc.constantFrom(...edgeSizes),
  columns: fc.constantFrom(...edgeSizes),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

describe.each(kernelSets)('rows and vectors, $title', ({ create, tolerance }) => {
  const kernels = create();
  const close = (actual: readonly number[], expected: readonly number[]) => expect(relativeError(actual, expected)).toBeLessThan(tolerance);
  const forSizes = (check: (rows: number, columns: number, seed: number) => void) =>
    fc.assert(
      fc.property(sizes, ({ rows, columns, seed }) => check(rows, columns, seed)),
      { seed: 20265, numRuns: 40 },
    );

  it('sums penalties of weights and adds their derivatives to what is there', () => {
    forSizes((rows, columns, seed) => {
      const length = rows * columns;
      const values = numbers(seed, length).with(0, 0);
      const weights = tensorOf(kernels, [length], values);
      // One element more than there are weights, which must stay.
      const gradients = tensorOf(kernels, [length + 1], new Array<number>(length + 1).fill(0.5));
      const expected = values.reduce((sum, w) => sum + 0.125 * w * w + 0.75 * Math.abs(w), 0);
      close([kernels.weightPenalty(weights, gradients, 0.75, 0.25)], [expected]);
      close(valuesOf(kernels, gradients), [...values.map((w) => 0.5 + 0.25 * w + 0.75 * Math.sign(w)), 0.5]);
      close([kernels.weightPenalty(weights, null, 0.75, 0.25)], [expected]);
      close(valuesOf(kernels, gradients).slice(-1), [0.5]);
    });
  });

  it('sets rows to a bias or to zero', () => {
    forSizes((rows, columns, seed) => {
      const bias = numbers(seed, columns);
      // One element more than the rows take, which must stay.
      const y = tensorOf(kernels, [rows * columns + 1], numbers(seed + 1, rows * columns + 1));
      const last = valuesOf(kernels, y).at(-1);
      kernels.setRows(y, tensorOf(kernels, [columns], bias), rows, columns);
      expect(valuesOf(kernels, y)).toEqual([...Array.from({ length: rows }, () => bias).flat(), last]);
      kernels.setRows(y, null, rows, columns);
      expect(valuesOf(kernels, y)).toEqual([...new Array<number>(rows * columns).fill(0), last]);
    });
  });

  it('adds the sums over rows', () => {
    forSizes((rows, columns, seed) => {
      const y = numbers(seed, rows * columns);
      const start = numbers(seed + 1, columns);
      const sum = tensorOf(kernels, [columns], start);
      kernels.addRowSums(sum, tensorOf(kernels, [rows, columns], y), rows, columns);
      close(
        valuesOf(kernels, sum),
        start.map((value, column) => y.reduce((total, element, index) => (index % columns === column ? total + element : total), value)),
      );
    });
  });

  it('scales rows to a norm and leaves rows of zeros', () => {
    forSizes((rows, columns, seed) => {
      const w = [...numbers(seed, rows * columns), ...new Array<number>(columns).fill(0)];
      const tensor = tensorOf(kernels, [rows + 1, columns], w);
      kernels.normalizeRows(tensor, rows + 1, columns, 2.5);
      const scaled = valuesOf(kernels, tensor);
      for (let row = 0; row < rows; row++) {
        const before = w.slice(row * columns, (row + 1) * columns);
        close(
          scaled.slice(row * columns, (row + 1) * columns),
          before.map((weight) => (2.5 * weight) / Math.hypot(...before)),
        );
      }
      expect(scaled.slice(rows * columns)).toEqual(new Array<number>(columns).fill(0));
    });
  });

  it('does vector arithmetic', () => {
    forSizes((rows, columns, seed) => {
      const length = rows * columns;
      const [x, p] = [numbers(seed, length), numbers(seed + 1, length)];
      const [xTensor, pTensor, target] = [tensorOf(kernels, [length], x), tensorOf(kernels, [length], p), kernels.arena.allocate([length])];
      kernels.pointOnLine(target, xTensor, 0.7, pTensor);
      close(
        valuesOf(kernels, target),
        x.map((value, index) => value + 0.7 * p[index]!),
      );
      expect(valuesOf(kernels, xTensor)).toEqual(x);
      kernels.copy(target, xTensor);
      expect(valuesOf(kernels, target)).toEqual(x);
      kernels.addScaled(target, -1.3, pTensor);
      close(
        valuesOf(kernels, target),
        x.map((value, index) => value - 1.3 * p[index]!),
      );
      kernels.copy(target, xTensor);
      kernels.scale(target, 0.1);
      close(
        valuesOf(kernels, target),
        x.map((value) => 0.1 * value),
      );
      kernels.fill(target, 0.25);
      expect(valuesOf(kernels, target)).toEqual(new Array<number>(length).fill(0.25));
      expect(kernels.dot(xTensor, pTensor)).toBeCloseTo(
        x.reduce((sum, value, index) => sum + value * p[index]!, 0),
        12,
      );
      expect(kernels.maxAbsolute(xTensor)).toBe(Math.max(...x.map(Math.abs)));
    });
  });

  it('sums dot products in double precision', () => {
    const x = tensorOf(kernels, [3], [2 ** 20, 2 ** -10, -(2 ** 20)]);
    const y = tensorOf(kernels, [3], [2 ** 10, 1, 2 ** 10]);
    expect(kernels.dot(x, y)).toBe(2 ** -10);
  });

  it.each([NaN, Infinity, -Infinity])('finds a %s wherever it is', (bad) => {
    for (const length of edgeSizes) {
      const x = tensorOf(kernels, [length], numbers(length, length));
      expect(kernels.allFinite(x)).toBe(true);
      for (let index = 0; index < length; index++) {
        kernels.arena.view(x).set(numbers(length, length));
        kernels.arena.view(x)[index] = bad;
        expect(kernels.allFinite(x)).toBe(false);
        expect(kernels.maxAbsolute(x)).toBe(Math.abs(bad));
      }
    }
  });
});
