import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { orthonormalise } from '../../../../src-core/random/initializers/orthonormalise.ts';
import { leadingDirections } from '../../../../src-core/skins/leadingDirections.ts';
import { symmetricEigen } from '../../../../src-core/skins/symmetricEigen.ts';

/** Σ λₖ vₖ vₖᵀ with some orthonormal vectors of that size. */
function matrixOf(values: readonly number[], size: number): { matrix: Float64Array; vectors: Float64Array[] } {
  const vectors = orthonormalise(values.length, size, createRandom(4));
  const matrix = new Float64Array(size * size);
  for (const [k, vector] of vectors.entries()) {
    for (let row = 0; row < size; row++) {
      const factor = values[k]! * vector[row]!;
      for (let column = 0; column < size; column++) matrix[row * size + column]! += factor * vector[column]!;
    }
  }
  return { matrix, vectors };
}

describe('leadingDirections', () => {
  it('of few axes are all of them', () => {
    const { matrix } = matrixOf([5, 3, 1], 20);
    expect(leadingDirections(createKernels('float64'), matrix, 20, 2)).toEqual(symmetricEigen(matrix, 20));
  });

  it('of many axes are those of the greatest values, in order, at unit length, with the sign of the greatest entry', () => {
    const size = 1100;
    const expected = Array.from({ length: 40 }, (_, k) => 100 * 0.8 ** k);
    const { matrix, vectors } = matrixOf(expected, size);
    const found = leadingDirections(createKernels('float32'), matrix, size, 6);
    expect(found.values).toHaveLength(6);
    for (const [k, value] of found.values.entries()) {
      expect(Math.abs(value / expected[k]! - 1)).toBeLessThan(1e-5);
      const vector = found.vectors.subarray(k * size, (k + 1) * size);
      const product = vector.reduce((sum, entry, index) => sum + entry * vectors[k]![index]!, 0);
      expect(Math.abs(product)).toBeCloseTo(1, 4);
      expect(vector.reduce((most, entry) => (Math.abs(entry) > Math.abs(most) ? entry : most), 0)).toBeGreaterThan(0);
    }
  });

  it('comes to an end where there are fewer directions than are wanted', () => {
    const { matrix } = matrixOf([3, 2], 1100);
    const { values } = leadingDirections(createKernels('float32'), matrix, 1100, 5);
    expect(values[0]).toBeCloseTo(3, 4);
    expect(values[1]).toBeCloseTo(2, 4);
    for (const value of values.slice(2)) expect(Math.abs(value)).toBeLessThan(1e-5);
  });
});
