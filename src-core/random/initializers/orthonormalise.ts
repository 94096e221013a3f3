import type { Random } from '../random.ts';

/**
 * `count` orthonormal vectors of a length, uniform over all such sets: normal vectors put through Gram-Schmidt, twice, because one
 * pass leaves rounding in proportion to how nearly the vectors depend on each other.
 */
export function orthonormalise(count: number, length: number, random: Random): Float64Array[] {
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const vector = Float64Array.from({ length }, () => random.normal());
    for (let pass = 0; pass < 2; pass++) {
      for (const other of vectors) addScaled(vector, -dot(vector, other), other);
      const norm = Math.sqrt(dot(vector, vector));
      for (let index = 0; index < length; index++) vector[index]! /= norm;
    }
    vectors.push(vector);
  }
  return vectors;
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += left[index]! * right[index]!;
  return sum;
}

function addScaled(target: Float64Array, factor: number, vector: Float64Array): void {
  for (let index = 0; index < target.length; index++) target[index]! += factor * vector[index]!;
}
