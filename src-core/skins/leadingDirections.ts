import type { FloatArray } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import { createRandom } from '../random/createRandom.ts';
import { orthonormalise } from '../random/initializers/orthonormalise.ts';
import { symmetricEigen, withSigns, type EigenSystem } from './symmetricEigen.ts';

/** Up to so many axes all eigenvectors are found at once, in double precision: 1024 take about two seconds. */
const fewAxes = 1024;
const mostRounds = 300;
/** Relative change of every value from one round to the next at which they count as found. */
const tolerance = 1e-5;
/** Less than this share of the greatest value is rounding in single precision. */
const leastShare = 1e-7;

/**
 * The first `count` eigenvalues, greatest first, and their unit eigenvectors of a symmetric matrix `[size, size]` without negative
 * eigenvalues, or all of them. Where there are many axes and few are wanted, by orthogonal iteration with the kernels (Rutishauser 1970):
 * Q ← orthonormal rows of Q C, until the eigenvalues of Q C Qᵀ stay. Signs are those of `symmetricEigen`.
 * @throws skin/no-eigenvectors
 */
export function leadingDirections(kernels: KernelSet, matrix: Float64Array, size: number, count: number): EigenSystem {
  // More rows than are wanted: the error of the last one falls, round by round, by the ratio of the first value not held to its own.
  const held = count + Math.max(16, count >> 1);
  if (size <= fewAxes || 4 * held > size) return symmetricEigen(matrix, size);
  const { arena } = kernels;
  const [covariance, rows, products] = [arena.allocate([size, size]), arena.allocate([held, size]), arena.allocate([held, size])];
  const inner = arena.allocate([held, held]);
  arena.view(covariance).set(matrix);
  const first = orthonormalise(held, size, createRandom(0));
  for (const [row, vector] of first.entries()) arena.view(rows).set(vector, row * size);

  let values = new Float64Array(count);
  for (let round = 1; ; round++) {
    kernels.fill(products, 0);
    kernels.forwardProduct(products, rows, covariance, { batch: held, inputs: size, outputs: size });
    kernels.fill(inner, 0);
    kernels.forwardProduct(inner, rows, products, { batch: held, inputs: size, outputs: held });
    const found = symmetricEigen(arena.view(inner), held);
    if (round === mostRounds || areSame(values, found.values)) return turned(arena.view(rows), size, found, count);
    values = found.values.slice(0, count);
    kernels.copy(rows, products);
    orthonormaliseRows(arena.view(rows), held, size);
  }
}

function areSame(before: Float64Array, now: Float64Array): boolean {
  const rounding = leastShare * now[0]!;
  return before.every((value, index) => Math.abs(now[index]! - value) <= tolerance * now[index]! + rounding);
}

/** The rows turned so that Q C Qᵀ is diagonal: combinations of them by its eigenvectors. */
function turned(rows: FloatArray, size: number, { values, vectors }: EigenSystem, count: number): EigenSystem {
  const held = rows.length / size;
  const combined = new Float64Array(count * size);
  for (let rank = 0; rank < count; rank++) {
    const vector = combined.subarray(rank * size, (rank + 1) * size);
    for (let row = 0; row < held; row++) addScaled(vector, vectors[rank * held + row]!, rows.subarray(row * size, (row + 1) * size));
  }
  return { values: values.slice(0, count), vectors: withSigns(combined, size) };
}

/** Gram-Schmidt, twice over, in double precision; rows that are combinations of those before become 0. */
function orthonormaliseRows(rows: FloatArray, count: number, size: number): void {
  const vectors: Float64Array[] = [];
  for (let row = 0; row < count; row++) {
    const vector = Float64Array.from(rows.subarray(row * size, (row + 1) * size));
    const length = norm(vector);
    for (let pass = 0; pass < 2; pass++) for (const other of vectors) addScaled(vector, -dot(vector, other), other);
    const left = norm(vector);
    const factor = left > 1e-6 * length ? 1 / left : 0;
    for (let index = 0; index < size; index++) vector[index]! *= factor;
    vectors.push(vector);
    rows.set(vector, row * size);
  }
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += left[index]! * right[index]!;
  return sum;
}

function addScaled(target: Float64Array, factor: number, vector: FloatArray): void {
  for (let index = 0; index < target.length; index++) target[index]! += factor * vector[index]!;
}
