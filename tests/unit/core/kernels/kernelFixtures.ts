import type { IndexTensor, Tensor } from '../../../../src-core/kernels/arena.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import type { KernelSet, Patches } from '../../../../src-core/kernels/kernelSet.ts';
import type { Shape } from '../../../../src-core/shape.ts';
import { enableRelaxedSimd } from '../../../../src-main/training/enableRelaxedSimd.ts';

enableRelaxedSimd();

/** Every kernel set there is, with the largest error relative to the largest element it may show. */
export const kernelSets = [
  { title: 'float64 reference', create: () => createKernels('float64'), tolerance: 1e-12 },
  { title: 'float32 reference', create: () => createKernels('float32', { simd: 'off' }), tolerance: 1e-5 },
  { title: 'float32 plain SIMD', create: () => createKernels('float32', { arithmetic: 'mul-add' }), tolerance: 1e-5 },
  { title: 'float32 relaxed SIMD', create: () => createKernels('float32'), tolerance: 1e-5 },
];

/** Sizes around the edges of the register tiles. */
export const edgeSizes = [1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 31];

/** Numbers between −1 and 1 that float32 holds exactly, the same for the same seed. */
export function numbers(seed: number, length: number): number[] {
  let state = seed >>> 0;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 9) / 2 ** 22 - 1;
  });
}

export function tensorOf(kernels: KernelSet, shape: Shape, values: readonly number[]): Tensor {
  const tensor = kernels.arena.allocate(shape);
  kernels.arena.view(tensor).set(values);
  return tensor;
}

export function indicesOf(kernels: KernelSet, values: readonly number[]): IndexTensor {
  const tensor = kernels.arena.allocateIndices(values.length);
  kernels.arena.viewIndices(tensor).set(values);
  return tensor;
}

export function valuesOf(kernels: KernelSet, tensor: Tensor): number[] {
  return Array.from(kernels.arena.view(tensor));
}

/** Largest difference, relative to the largest element expected (or to 1e-30 where all are 0). */
export function relativeError(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity;
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-30);
  return actual.reduce((most, value, index) => Math.max(most, Math.abs(value - expected[index]!)), 0) / largest;
}

/** A window geometry with a random table, about a fifth of whose taps lie outside the source. */
export interface Geometry extends Omit<Patches, 'table'> {
  readonly pixels: readonly number[];
}

export function geometryOf(seed: number, sizes: Omit<Patches, 'table'>): Geometry {
  const { positions, taps, sourcePixels } = sizes;
  const pixels = numbers(seed, positions * taps).map((value) => (value < -0.6 ? -1 : Math.floor(((value + 0.6) / 1.6) * sourcePixels)));
  return { ...sizes, pixels };
}

export function patchesOf(kernels: KernelSet, { pixels, ...sizes }: Geometry): Patches {
  return { ...sizes, table: indicesOf(kernels, pixels) };
}
