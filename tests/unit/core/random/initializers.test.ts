import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { initializers } from '../../../../src-core/random/initializers/registry.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import type { Choice } from '../../../../src-core/registry.ts';

const [rows, columns, fanIn, fanOut] = [200, 300, 50, 30];

function draw(choice: Choice, seed = 1): Float64Array {
  const { type, ...parameters } = initializers.parse(choice);
  const values = new Float64Array(rows * columns);
  initializers.get(type).fill({ values, rows, columns, fanIn, fanOut }, createRandom(seed), parameters);
  return values;
}

describe('initializers', () => {
  it.each([
    [{ type: 'he' }, 2 / fanIn],
    [{ type: 'he', spread: 'uniform' }, 2 / fanIn],
    [{ type: 'glorot' }, 2 / (fanIn + fanOut)],
    [{ type: 'glorot', spread: 'normal' }, 2 / (fanIn + fanOut)],
    [{ type: 'lecun' }, 1 / fanIn],
    [{ type: 'normal', deviation: 0.3 }, 0.09],
    [{ type: 'uniform', limit: 0.3 }, 0.09 / 3],
    [{ type: 'unitNorm', norm: 2 }, 4 / columns],
    [{ type: 'orthogonal', gain: 2 }, 4 / columns],
  ])('%j has mean 0 and variance %d', (choice, variance) => {
    const values = draw(choice);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(variance / values.length));
    expect(Math.abs(spread / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / values.length));
  });

  it('bound what is uniform, and repeat with the stream', () => {
    expect(Math.max(...draw({ type: 'uniform', limit: 0.3 }).map(Math.abs))).toBeLessThanOrEqual(0.3);
    expect(Math.max(...draw({ type: 'glorot' }).map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(6 / (fanIn + fanOut)));
    expect(draw({ type: 'he' })).toEqual(draw({ type: 'he' }));
    expect(draw({ type: 'he' }, 2)).not.toEqual(draw({ type: 'he' }));
    expect(new Set(draw({ type: 'constant', value: 0.25 }))).toEqual(new Set([0.25]));
  });
});

/** Products of the rows of a matrix with each other. */
function gram(values: ArrayLike<number>, height: number, width: number, at: (row: number, column: number) => number): number[][] {
  return Array.from({ length: height }, (_, a) =>
    Array.from({ length: height }, (__, b) => {
      let sum = 0;
      for (let column = 0; column < width; column++) sum += values[at(a, column)]! * values[at(b, column)]!;
      return sum;
    }),
  );
}

function expectScaledIdentity(matrix: readonly (readonly number[])[], square: number): void {
  for (const [a, row] of matrix.entries()) for (const [b, value] of row.entries()) expect(value).toBeCloseTo(a === b ? square : 0, 12);
}

describe('orthogonal and unit-norm rows', () => {
  it.each([
    [4, 9],
    [9, 4],
    [7, 7],
    [1, 5],
    [1, 1],
    [60, 61],
  ])('orthogonal: the shorter side of %d×%d is orthonormal, times the gain', (height, width) => {
    const values = new Float64Array(height * width);
    const member = initializers.get('orthogonal');
    member.fill({ values, rows: height, columns: width, fanIn: width, fanOut: height }, createRandom(3), { gain: 3 });
    const byRows = height <= width;
    const at = (a: number, b: number) => (byRows ? a * width + b : b * width + a);
    expectScaledIdentity(gram(values, Math.min(height, width), Math.max(height, width), at), 9);
  });

  it('unit-norm: every row has the norm', () => {
    const values = draw({ type: 'unitNorm', norm: 2 });
    for (let row = 0; row < rows; row++) {
      const weights = values.subarray(row * columns, (row + 1) * columns);
      expect(weights.reduce((sum, weight) => sum + weight * weight, 0)).toBeCloseTo(4, 12);
    }
  });

  it.each(['window 3x3 channels=4', 'convolution 3x3x4', 'full 4', 'direct', 'random 6 fan=4', 'random 6 probability=0.2'])(
    'fill blocks of rows that read the same axons: %s',
    (connection) => {
      const network = compileNetwork(parseNotation(`${connection} init=orthogonal`), [4, 4], {
        kernels: createKernels('float64'),
        batch: 1,
        random: createRandom(5),
      });
      const { layout, weights } = network.layers[1]!.sources[0]!;
      const values = network.kernels.arena.view(weights!);
      for (let row = 0; row < layout!.rows; row += layout!.blockRows) {
        const start = layout!.rowStarts?.[row] ?? row * layout!.columns;
        const width = layout!.rowStarts ? layout!.rowStarts[row + 1]! - start : layout!.columns;
        if (width === 0) continue;
        expect(layout!.blockRows).toBeLessThanOrEqual(width);
        expectScaledIdentity(
          gram(values.subarray(start), layout!.blockRows, width, (a, b) => a * width + b),
          1,
        );
      }
    },
  );
});
