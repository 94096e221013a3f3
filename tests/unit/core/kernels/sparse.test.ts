import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SparseRows } from '../../../../src-core/kernels/kernelSet.ts';
import { edgeSizes, indicesOf, kernelSets, numbers, relativeError, tensorOf, valuesOf } from './kernelFixtures.ts';

const sizes = fc.record({
  batch: fc.integer({ min: 1, max: 5 }),
  inputs: fc.constantFrom(...edgeSizes),
  outputs: fc.constantFrom(...edgeSizes),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

describe.each(kernelSets)('sparse rows and row products, $title', ({ create, tolerance }) => {
  const kernels = create();

  it('add the sums of the full matrix with zeros in it', () => {
    fc.assert(
      fc.property(sizes, ({ batch, inputs, outputs, seed }) => {
        const kept = numbers(seed, inputs * outputs).map((value) => value > 0.2);
        const pairs = kept.flatMap((isKept, pair) => (isKept ? [pair] : []));
        const starts = [0, ...Array.from({ length: outputs }, (_, output) => pairs.filter((pair) => pair < (output + 1) * inputs).length)];
        const rows: SparseRows = {
          ...{ batch, inputs, outputs },
          starts: indicesOf(kernels, starts),
          columns: indicesOf(
            kernels,
            pairs.map((pair) => pair % inputs),
          ),
        };
        const [x, w, z] = [numbers(seed + 1, batch * inputs), numbers(seed + 2, pairs.length), numbers(seed + 3, batch * outputs)];
        const [xTensor, wTensor, zTensor] = [x, w, z].map((values) => tensorOf(kernels, [values.length], values));
        const [dx, dw, y] = [x, w, z].map((values) => tensorOf(kernels, [values.length], values));
        kernels.sparseForward(y!, xTensor!, wTensor!, rows);
        kernels.sparseInputGradient(dx!, zTensor!, wTensor!, rows);
        kernels.sparseWeightGradient(dw!, zTensor!, xTensor!, rows);

        const expected = { x: [...x], w: [...w], y: [...z] };
        for (let b = 0; b < batch; b++) {
          for (const [k, pair] of pairs.entries()) {
            const [from, to] = [b * inputs + (pair % inputs), b * outputs + Math.floor(pair / inputs)];
            expected.y[to]! += w[k]! * x[from]!;
            expected.x[from]! += w[k]! * z[to]!;
            expected.w[k]! += z[to]! * x[from]!;
          }
        }
        expect(relativeError(valuesOf(kernels, y!), expected.y)).toBeLessThan(tolerance);
        expect(relativeError(valuesOf(kernels, dx!), expected.x)).toBeLessThan(tolerance);
        expect(relativeError(valuesOf(kernels, dw!), expected.w)).toBeLessThan(tolerance);
      }),
      { seed: 20274, numRuns: 40 },
    );
  });

  it('multiply rows and add their products', () => {
    // y += w ∘ x: 1 + 2·10, 2 + 3·20; 3 + 2·30, 4 + 3·40. Σ x ∘ y of the first x and y: 10·1 + 30·3, 20·2 + 40·4.
    const x = tensorOf(kernels, [2, 2], [10, 20, 30, 40]);
    const y = tensorOf(kernels, [2, 2], [1, 2, 3, 4]);
    const sum = tensorOf(kernels, [2], [5, 6]);
    kernels.addRowProducts(sum, x, y, 2, 2);
    expect(valuesOf(kernels, sum)).toEqual([105, 206]);
    kernels.multiplyRows(y, x, tensorOf(kernels, [2], [2, 3]), 2, 2);
    expect(valuesOf(kernels, y)).toEqual([21, 62, 63, 124]);
  });
});
