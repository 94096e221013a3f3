import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import type { KernelSet } from '../../../../src-core/kernels/kernelSet.ts';
import { buildPatches, layPatches } from '../../../../src-core/network/connections/patchGeometry.ts';
import { kernelSets, numbers, relativeError, tensorOf, valuesOf } from './kernelFixtures.ts';

/** Numbers of which a share is 0. */
function withZeros(seed: number, length: number, share: number): number[] {
  const chances = numbers(seed + 77, length);
  return numbers(seed, length).map((value, index) => ((chances[index]! + 1) / 2 < share ? 0 : value));
}

/** Columns [from, to) of each row. */
function columnsOf(values: readonly number[], columns: number, from: number, to: number): number[] {
  return values.filter((_, index) => index % columns >= from && index % columns < to);
}

interface Size {
  readonly batch: number;
  readonly inputs: number;
  readonly outputs: number;
}

/** Both gradients of a full connection, each added to what was there. */
function gradients(
  kernels: KernelSet,
  size: Size,
  dz: readonly number[],
  x: readonly number[],
  w: readonly number[],
): [number[], number[]] {
  const { batch, inputs, outputs } = size;
  const dzTensor = tensorOf(kernels, [batch, outputs], dz);
  const dx = tensorOf(kernels, [batch, inputs], x);
  const dw = tensorOf(kernels, [outputs, inputs], w);
  kernels.inputGradientProduct(dx, dzTensor, tensorOf(kernels, [outputs, inputs], w), size);
  kernels.weightGradientProduct(dw, dzTensor, tensorOf(kernels, [batch, inputs], x), size);
  return [valuesOf(kernels, dx), valuesOf(kernels, dw)];
}

describe.each(kernelSets.slice(2))('gradients behind zeros, $title', ({ create, tolerance }) => {
  const sizes = fc.record({
    batch: fc.constantFrom(1, 2, 5, 70, 300),
    inputs: fc.constantFrom(64, 65, 81, 100, 144),
    outputs: fc.constantFrom(1, 3, 8, 70, 270),
  });
  const shares = fc.constantFrom(0, 0.2, 0.5, 0.9, 1);

  it('of a full connection are those of the reference, and to the bit those of the same columns in products too narrow to skip any', () => {
    fc.assert(
      fc.property(sizes, shares, fc.integer({ min: 0, max: 1e6 }), (size, share, seed) => {
        const { batch, inputs, outputs } = size;
        const [x, w] = [numbers(seed, batch * inputs), numbers(seed + 1, outputs * inputs)];
        const dz = withZeros(seed, batch * outputs, share);
        const [dx, dw] = gradients(create(), size, dz, x, w);
        const [dxExpected, dwExpected] = gradients(createKernels('float64'), size, dz, x, w);
        expect(relativeError(dx, dxExpected)).toBeLessThan(tolerance);
        expect(relativeError(dw, dwExpected)).toBeLessThan(tolerance);

        const [from, to] = [inputs - 24, inputs];
        const narrow = { batch, inputs: to - from, outputs };
        const [x24, w24] = [columnsOf(x, inputs, from, to), columnsOf(w, inputs, from, to)];
        expect(gradients(create(), narrow, dz, x24, w24)).toEqual([columnsOf(dx, inputs, from, to), columnsOf(dw, inputs, from, to)]);
      }),
      { seed: 4, numRuns: 25 },
    );
  });

  const grids = fc.record({
    height: fc.integer({ min: 5, max: 9 }),
    width: fc.integer({ min: 5, max: 9 }),
    window: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
    edge: fc.constantFrom('same' as const, 'valid' as const),
    channelsIn: fc.constantFrom(1, 3, 4, 8, 12),
    channelsOut: fc.constantFrom(4, 8, 12),
  });

  it('of a convolution are those of the reference, and to the bit those of a batch with other samples that has too few zeros', () => {
    fc.assert(
      fc.property(grids, fc.constantFrom(0.6, 0.9, 1), ({ height, width, window, edge, channelsIn, channelsOut }, share) => {
        const geometry = layPatches([height, width, channelsIn], { window, stride: [1], offset: [0, 0], edge }, 'layer');
        const inputs = height * width * channelsIn;
        const others = 3;
        const convolve = (kernels: KernelSet, batch: number): number[] => {
          const patches = buildPatches(kernels, geometry, batch, channelsOut);
          const outputs = patches.positions * channelsOut;
          // The other samples have inputs of 0, so that they add nothing to the gradient of the weights.
          const x = tensorOf(kernels, [batch, inputs], [...numbers(1, inputs), ...new Array<number>((batch - 1) * inputs).fill(0)]);
          const dz = tensorOf(kernels, [batch, outputs], [...withZeros(2, outputs, share), ...numbers(3, (batch - 1) * outputs)]);
          const wShape = [channelsOut, patches.taps, channelsIn];
          const weights = channelsOut * patches.taps * channelsIn;
          const w = tensorOf(kernels, wShape, numbers(4, weights));
          const dx = tensorOf(kernels, [batch, inputs], numbers(5, batch * inputs));
          const dw = tensorOf(kernels, wShape, numbers(6, weights));
          kernels.convolutionInputGradient(dx, dz, w, patches);
          kernels.convolutionWeightGradient(dw, dz, x, patches);
          return [...valuesOf(kernels, dx).slice(0, inputs), ...valuesOf(kernels, dw)];
        };
        const alone = convolve(create(), 1);
        expect(relativeError(alone, convolve(createKernels('float64'), 1))).toBeLessThan(tolerance);
        expect(alone).toEqual(convolve(create(), 1 + others));
      }),
      { seed: 5, numRuns: 60 },
    );
  });
});
