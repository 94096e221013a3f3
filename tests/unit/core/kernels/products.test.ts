import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProductSize } from '../../../../src-core/kernels/kernelSet.ts';
import { edgeSizes, kernelSets, numbers, relativeError, tensorOf, valuesOf } from './kernelFixtures.ts';

const sizes = fc.record({
  batch: fc.constantFrom(...edgeSizes),
  inputs: fc.constantFrom(...edgeSizes, 260),
  outputs: fc.constantFrom(...edgeSizes, 260),
});

/** Sums a term over one index into a grid that starts from `start`. */
function summed(
  start: readonly number[],
  rows: number,
  columns: number,
  depth: number,
  term: (row: number, column: number, k: number) => number,
) {
  return start.map((value, index) => {
    let sum = value;
    for (let k = 0; k < depth; k++) sum += term(Math.floor(index / columns), index % columns, k);
    return index < rows * columns ? sum : value;
  });
}

function operands({ batch, inputs, outputs }: ProductSize, seed: number) {
  return { x: numbers(seed, batch * inputs), w: numbers(seed + 1, outputs * inputs), z: numbers(seed + 2, batch * outputs) };
}

describe.each(kernelSets)('products, $title', ({ create, tolerance }) => {
  const kernels = create();

  it('multiplies two by two as by hand', () => {
    const size = { batch: 2, inputs: 2, outputs: 2 };
    const x = tensorOf(kernels, [2, 2], [1, 2, 3, 4]);
    const w = tensorOf(kernels, [2, 2], [5, 6, 7, 8]);
    const y = tensorOf(kernels, [2, 2], [100, 200, 300, 400]);
    kernels.forwardProduct(y, x, w, size);
    expect(valuesOf(kernels, y)).toEqual([117, 223, 339, 453]);
  });

  it('adds y = x wᵀ, dx = dz w and dw = dzᵀ x to their results, whatever the sizes', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 1e6 }), (size, seed) => {
        const { batch, inputs, outputs } = size;
        const { x, w, z } = operands(size, seed);
        const [xTensor, wTensor, zTensor] = [
          tensorOf(kernels, [batch, inputs], x),
          tensorOf(kernels, [outputs, inputs], w),
          tensorOf(kernels, [batch, outputs], z),
        ];

        const y = tensorOf(kernels, [batch, outputs], z);
        kernels.forwardProduct(y, xTensor, wTensor, size);
        const expectedY = summed(z, batch, outputs, inputs, (b, o, i) => x[b * inputs + i]! * w[o * inputs + i]!);
        expect(relativeError(valuesOf(kernels, y), expectedY)).toBeLessThan(tolerance);

        const dx = tensorOf(kernels, [batch, inputs], x);
        kernels.inputGradientProduct(dx, zTensor, wTensor, size);
        const expectedDx = summed(x, batch, inputs, outputs, (b, i, o) => z[b * outputs + o]! * w[o * inputs + i]!);
        expect(relativeError(valuesOf(kernels, dx), expectedDx)).toBeLessThan(tolerance);

        const dw = tensorOf(kernels, [outputs, inputs], w);
        kernels.weightGradientProduct(dw, zTensor, xTensor, size);
        const expectedDw = summed(w, outputs, inputs, batch, (o, i, b) => z[b * outputs + o]! * x[b * inputs + i]!);
        expect(relativeError(valuesOf(kernels, dw), expectedDw)).toBeLessThan(tolerance);
      }),
      { seed: 20262, numRuns: 60 },
    );
  });

  it('touches nothing but its result', () => {
    const size = { batch: 3, inputs: 5, outputs: 3 };
    const { x, w, z } = operands(size, 5);
    const [xTensor, wTensor, zTensor] = [tensorOf(kernels, [3, 5], x), tensorOf(kernels, [3, 5], w), tensorOf(kernels, [3, 3], z)];
    const result = { offset: kernels.arena.allocate([64]).offset + 16, length: 15, shape: [3, 5] };
    kernels.inputGradientProduct(result, zTensor, wTensor, size);
    kernels.weightGradientProduct(result, zTensor, xTensor, size);
    expect(Array.from(kernels.arena.elements.subarray(result.offset - 16, result.offset))).toEqual(new Array(16).fill(0));
    expect(Array.from(kernels.arena.elements.subarray(result.offset + 15, result.offset + 48))).toEqual(new Array(33).fill(0));
    expect([valuesOf(kernels, xTensor), valuesOf(kernels, wTensor), valuesOf(kernels, zTensor)]).toEqual([x, w, z]);
  });
});

describe('products as derivatives, float64', () => {
  it('agree with central differences of L = Σ dz · (x wᵀ)', () => {
    const kernels = kernelSets[0]!.create();
    const size = { batch: 3, inputs: 4, outputs: 5 };
    const { x, w, z } = operands(size, 11);
    const [xTensor, wTensor, zTensor] = [tensorOf(kernels, [3, 4], x), tensorOf(kernels, [5, 4], w), tensorOf(kernels, [3, 5], z)];
    const y = kernels.arena.allocate([3, 5]);
    const loss = () => {
      kernels.fill(y, 0);
      kernels.forwardProduct(y, xTensor, wTensor, size);
      return kernels.dot(y, zTensor);
    };
    const dx = kernels.arena.allocate([3, 4]);
    const dw = kernels.arena.allocate([5, 4]);
    kernels.inputGradientProduct(dx, zTensor, wTensor, size);
    kernels.weightGradientProduct(dw, zTensor, xTensor, size);
    for (const [variable, gradient] of [
      [xTensor, dx],
      [wTensor, dw],
    ] as const) {
      const differences = valuesOf(kernels, gradient).map((_, index) => {
        const at = (shift: number) => {
          kernels.arena.elements[variable.offset + index]! += shift;
          return loss();
        };
        const difference = at(1e-3) - at(-2e-3);
        at(1e-3);
        return difference / 2e-3;
      });
      expect(relativeError(valuesOf(kernels, gradient), differences)).toBeLessThan(1e-9);
    }
  });
});
