import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import type { KernelSet } from '../../../../src-core/kernels/kernelSet.ts';
import { buildPatches, layPatches } from '../../../../src-core/network/connections/patchGeometry.ts';
import { shapeSize } from '../../../../src-core/shape.ts';
import { kernelSets, numbers, relativeError, tensorOf, valuesOf } from './kernelFixtures.ts';

const moves = fc.integer({ min: -3, max: 3 });
const geometries = fc.record({
  batch: fc.integer({ min: 1, max: 3 }),
  height: fc.integer({ min: 5, max: 11 }),
  width: fc.integer({ min: 5, max: 11 }),
  window: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
  edge: fc.constantFrom('same' as const, 'valid' as const, 'clipped' as const),
  offset: fc.tuple(moves, moves),
  channelsIn: fc.constantFrom(1, 3, 4, 8, 12),
  channelsOut: fc.constantFrom(1, 4, 6, 8, 12, 16),
});
type Geometry = typeof geometries extends fc.Arbitrary<infer T> ? T : never;

/** Whether every window reaches into the source. */
function isLaid({ height, width, window, edge, offset }: Geometry): boolean {
  try {
    layPatches([height, width], { window, stride: [1], offset, edge }, 'layer');
    return true;
  } catch {
    return false;
  }
}

/** Forward sums and both gradients, each added to what was there. */
function convolve(kernels: KernelSet, { batch, height, width, window, edge, offset, channelsIn, channelsOut }: Geometry): number[] {
  const geometry = layPatches([height, width, channelsIn], { window, stride: [1], offset, edge }, 'layer');
  const patches = buildPatches(kernels, geometry, batch, channelsOut);
  const tensor = (seed: number, shape: readonly number[]) => tensorOf(kernels, shape, numbers(seed, shapeSize(shape)));
  const xShape = [batch, height * width * channelsIn];
  const yShape = [batch, patches.positions * channelsOut];
  const wShape = [channelsOut, patches.taps, channelsIn];
  const [x, w, dz] = [tensor(1, xShape), tensor(2, wShape), tensor(3, yShape)];
  const [y, dx, dw] = [tensor(4, yShape), tensor(5, xShape), tensor(6, wShape)];
  kernels.convolutionForward(y, x, w, patches);
  kernels.convolutionInputGradient(dx, dz, w, patches);
  kernels.convolutionWeightGradient(dw, dz, x, patches);
  return [y, dx, dw].flatMap((result) => valuesOf(kernels, result));
}

describe.each(kernelSets.slice(1))('convolution on a grid, $title', ({ create, tolerance }) => {
  it('agrees with the reference, whatever the sizes', () => {
    fc.assert(
      fc.property(geometries, (geometry) => {
        fc.pre(isLaid(geometry));
        expect(relativeError(convolve(create(), geometry), convolve(createKernels('float64'), geometry))).toBeLessThan(tolerance);
      }),
      { seed: 11, numRuns: 120 },
    );
  });
});
