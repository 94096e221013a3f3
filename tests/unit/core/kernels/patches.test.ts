import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  geometryOf,
  indicesOf,
  kernelSets,
  numbers,
  patchesOf,
  relativeError,
  tensorOf,
  valuesOf,
  type Geometry,
} from './kernelFixtures.ts';

const sizes = fc.record({
  batch: fc.integer({ min: 1, max: 5 }),
  positions: fc.integer({ min: 1, max: 40 }),
  taps: fc.integer({ min: 1, max: 9 }),
  sourcePixels: fc.integer({ min: 1, max: 20 }),
  channelsIn: fc.constantFrom(1, 2, 3, 4, 5, 8, 9),
  channelsOut: fc.constantFrom(1, 2, 3, 4, 5, 8, 9),
});

/** All places where a weight meets a pixel: row = sample × position, offsets within x, y and w. */
function meetings({ batch, positions, taps, sourcePixels, channelsIn, channelsOut, pixels }: Geometry, sharedWeights: boolean) {
  const found: { x: number; y: number; w: number }[] = [];
  for (let b = 0; b < batch; b++)
    for (let p = 0; p < positions; p++)
      for (let t = 0; t < taps; t++)
        for (let o = 0; o < channelsOut; o++)
          for (let c = 0; c < channelsIn; c++) {
            const pixel = pixels[p * taps + t]!;
            if (pixel < 0) continue;
            found.push({
              x: (b * sourcePixels + pixel) * channelsIn + c,
              y: (b * positions + p) * channelsOut + o,
              w: (((sharedWeights ? 0 : p) * channelsOut + o) * taps + t) * channelsIn + c,
            });
          }
  return found;
}

describe.each(kernelSets)('patches, $title', ({ create, tolerance }) => {
  const kernels = create();

  it.each([
    ['convolution', true],
    ['window', false],
  ] as const)('%s adds its three sums, whatever the geometry', (kind, sharedWeights) => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 1e6 }), (size, seed) => {
        const geometry = geometryOf(seed, size);
        const { batch, positions, taps, sourcePixels, channelsIn, channelsOut } = geometry;
        const x = numbers(seed + 1, batch * sourcePixels * channelsIn);
        const w = numbers(seed + 2, (sharedWeights ? 1 : positions) * channelsOut * taps * channelsIn);
        const z = numbers(seed + 3, batch * positions * channelsOut);
        const patches = patchesOf(kernels, geometry);
        const [xTensor, wTensor, zTensor] = [x, w, z].map((values) => tensorOf(kernels, [values.length], values));
        const [dx, dw, y] = [x, w, z].map((values) => tensorOf(kernels, [values.length], values));

        kernels[`${kind}Forward`](y!, xTensor!, wTensor!, patches);
        kernels[`${kind}InputGradient`](dx!, zTensor!, wTensor!, patches);
        kernels[`${kind}WeightGradient`](dw!, zTensor!, xTensor!, patches);

        const expected = { x: [...x], w: [...w], y: [...z] };
        for (const at of meetings(geometry, sharedWeights)) {
          expected.y[at.y]! += x[at.x]! * w[at.w]!;
          expected.x[at.x]! += z[at.y]! * w[at.w]!;
          expected.w[at.w]! += z[at.y]! * x[at.x]!;
        }
        expect(relativeError(valuesOf(kernels, y!), expected.y)).toBeLessThan(tolerance);
        expect(relativeError(valuesOf(kernels, dx!), expected.x)).toBeLessThan(tolerance);
        expect(relativeError(valuesOf(kernels, dw!), expected.w)).toBeLessThan(tolerance);
      }),
      { seed: 20263, numRuns: 40 },
    );
  });

  it('convolves patches larger than any scratch', () => {
    const geometry = { batch: 1, positions: 2, taps: 2, sourcePixels: 2, channelsIn: 20_000, channelsOut: 2, pixels: [0, 1, 1, -1] };
    const patches = patchesOf(kernels, geometry);
    const x = tensorOf(kernels, [40_000], new Array<number>(40_000).fill(1));
    const w = tensorOf(kernels, [80_000], [...new Array<number>(40_000).fill(1), ...new Array<number>(40_000).fill(2)]);
    const y = kernels.arena.allocate([4]);
    kernels.convolutionForward(y, x, w, patches);
    expect(valuesOf(kernels, y)).toEqual([40_000, 80_000, 20_000, 40_000]);
  });

  it('pools the largest, ties to the first, and leads the gradient back to the winner', () => {
    // Two samples of three pixels with two channels; position 0 reads all three, position 1 one, position 2 none.
    const geometry = {
      batch: 2,
      positions: 3,
      taps: 3,
      sourcePixels: 3,
      channelsIn: 2,
      channelsOut: 2,
      pixels: [0, 1, 2, -1, 2, -1, -1, -1, -1],
    };
    const patches = patchesOf(kernels, geometry);
    const x = tensorOf(kernels, [2, 3, 2], [-5, 7, -4, 7, -4, 1, 3, 0, 2, 0, 1, 8]);
    const y = tensorOf(kernels, [2, 3, 2], [10, 0, 0, 0, 5, 5, 0, 0, 0, 0, 0, 0]);
    const winners = indicesOf(kernels, new Array<number>(12).fill(99));
    kernels.maxPoolingForward(y, x, winners, patches);
    expect(valuesOf(kernels, y)).toEqual([6, 7, -4, 1, 5, 5, 3, 8, 1, 8, 0, 0]);
    expect(Array.from(kernels.arena.viewIndices(winners))).toEqual([1, 0, 1, 1, -1, -1, 0, 2, 1, 1, -1, -1]);

    const dz = tensorOf(kernels, [2, 3, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const dx = kernels.arena.allocate([2, 3, 2]);
    kernels.maxPoolingInputGradient(dx, dz, winners, patches);
    expect(valuesOf(kernels, dx)).toEqual([0, 2, 1, 0, 3, 4, 7, 0, 0, 0, 9, 18]);
  });

  it('pools whatever the geometry', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 1e6 }), (size, seed) => {
        const geometry = geometryOf(seed, { ...size, channelsOut: size.channelsIn });
        const { batch, positions, taps, sourcePixels, channelsIn, pixels } = geometry;
        const x = numbers(seed + 1, batch * sourcePixels * channelsIn);
        const z = numbers(seed + 2, batch * positions * channelsIn);
        const expected = { max: [...z], mean: [...z], maxGradient: [...x], meanGradient: [...x] };
        for (let output = 0; output < z.length; output++) {
          const row = Math.floor(output / channelsIn);
          const sources = pixels
            .slice((row % positions) * taps, ((row % positions) + 1) * taps)
            .filter((pixel) => pixel >= 0)
            .map((pixel) => (Math.floor(row / positions) * sourcePixels + pixel) * channelsIn + (output % channelsIn));
          if (sources.length === 0) continue;
          const largest = Math.max(...sources.map((source) => x[source]!));
          expected.max[output]! += largest;
          expected.maxGradient[sources.find((source) => x[source] === largest)!]! += z[output]!;
          for (const source of sources) {
            expected.mean[output]! += x[source]! / sources.length;
            expected.meanGradient[source]! += z[output]! / sources.length;
          }
        }

        const patches = patchesOf(kernels, geometry);
        const [xTensor, zTensor] = [tensorOf(kernels, [x.length], x), tensorOf(kernels, [z.length], z)];
        const [max, mean] = [tensorOf(kernels, [z.length], z), tensorOf(kernels, [z.length], z)];
        const [maxGradient, meanGradient] = [tensorOf(kernels, [x.length], x), tensorOf(kernels, [x.length], x)];
        const winners = kernels.arena.allocateIndices(z.length);
        kernels.maxPoolingForward(max, xTensor, winners, patches);
        kernels.maxPoolingInputGradient(maxGradient, zTensor, winners, patches);
        kernels.meanPoolingForward(mean, xTensor, patches);
        kernels.meanPoolingInputGradient(meanGradient, zTensor, patches);
        for (const [tensor, values] of [
          [max, expected.max],
          [mean, expected.mean],
          [maxGradient, expected.maxGradient],
          [meanGradient, expected.meanGradient],
        ] as const) {
          expect(relativeError(valuesOf(kernels, tensor), values)).toBeLessThan(tolerance);
        }
      }),
      { seed: 20264, numRuns: 40 },
    );
  });
});
