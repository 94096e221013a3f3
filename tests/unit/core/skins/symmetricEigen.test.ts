import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { symmetricEigen } from '../../../../src-core/skins/symmetricEigen.ts';

function randomSymmetric(size: number, seed: number): Float64Array {
  const random = createRandom(seed);
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) matrix[row * size + column] = matrix[column * size + row] = random.normal();
  }
  return matrix;
}

/** Σₖ λₖ vₖ vₖᵀ */
function putTogether(values: Float64Array, vectors: Float64Array, size: number): number[] {
  return Array.from({ length: size * size }, (_, entry) => {
    const [row, column] = [Math.floor(entry / size), entry % size];
    return values.reduce((sum, value, k) => sum + value * vectors[k * size + row]! * vectors[k * size + column]!, 0);
  });
}

describe('symmetricEigen', () => {
  it('of [[2, 1], [1, 2]] is 3 along (1, 1) and 1 along (1, −1)', () => {
    const { values, vectors } = symmetricEigen([2, 1, 1, 2], 2);
    const half = Math.SQRT1_2;
    expect(values[0]).toBeCloseTo(3, 14);
    expect(values[1]).toBeCloseTo(1, 14);
    for (const [index, entry] of [half, half, half, -half].entries()) expect(vectors[index]).toBeCloseTo(entry, 14);
  });

  it('of the second difference of n points is 2 − 2 cos(kπ/(n + 1)), k = n … 1', () => {
    const size = 40;
    const matrix = Float64Array.from({ length: size * size }, (_, entry) => {
      const distance = Math.abs(Math.floor(entry / size) - (entry % size));
      return distance === 0 ? 2 : distance === 1 ? -1 : 0;
    });
    const { values } = symmetricEigen(matrix, size);
    for (const [index, value] of values.entries()) expect(value).toBeCloseTo(2 - 2 * Math.cos(((size - index) * Math.PI) / (size + 1)), 12);
  });

  it('takes a matrix apart into orthonormal vectors that put it together again, at any size and rank', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 0, max: 1e6 }), fc.boolean(), (size, seed, isPoor) => {
        const matrix = randomSymmetric(size, seed);
        if (isPoor) matrix.fill(1);
        const { values, vectors } = symmetricEigen(matrix, size);
        for (let k = 1; k < size; k++) expect(values[k]!).toBeLessThanOrEqual(values[k - 1]!);
        for (const [entry, sum] of putTogether(values, vectors, size).entries()) expect(sum).toBeCloseTo(matrix[entry]!, 11);
        for (let k = 0; k < size; k++) {
          const row = vectors.subarray(k * size, (k + 1) * size);
          for (let other = 0; other <= k; other++) {
            const product = row.reduce((sum, entry, index) => sum + entry * vectors[other * size + index]!, 0);
            expect(product).toBeCloseTo(Number(k === other), 12);
          }
          const greatest = row.reduce((most, entry) => (Math.abs(entry) > Math.abs(most) ? entry : most), 0);
          expect(greatest).toBeGreaterThan(0);
        }
      }),
      { seed: 20_281, numRuns: 60 },
    );
  });

  it('refuses what is not finite', () => {
    expect(() => symmetricEigen([1, NaN, NaN, 1], 2)).toThrow(expect.objectContaining({ code: 'skin/no-eigenvectors' }) as Error);
  });

  it('takes 400 axes in well under a second of computing', () => {
    const matrix = randomSymmetric(400, 3);
    const { values } = symmetricEigen(matrix, 400);
    // Wigner's semicircle ends at 2 √n.
    expect(values[0]! / (2 * Math.sqrt(400))).toBeCloseTo(1, 1);
  });
});
