import { z } from '../../schema.ts';
import type { InitializerMember } from './initializer.ts';
import { orthonormalise } from './orthonormalise.ts';

const parameters = z.object({
  gain: z
    .number()
    .positive()
    .max(1e6)
    .default(1)
    .meta({ label: 'Gain', help: 'Norm of each row, or of each column where there are more rows.' }),
});

/**
 * Rows at right angles to each other, or columns where there are more rows than columns: every such matrix equally likely (Saxe et al.
 * 2014). Where weights are not shared by all axons, the rows of each place are at right angles.
 */
export const orthogonal: InitializerMember = {
  name: 'orthogonal',
  label: 'Orthogonal',
  summary: 'Rows at right angles to each other, so that a linear layer keeps lengths (Saxe et al. 2014).',
  equation: 'W Wᵀ = gain² I, or Wᵀ W = gain² I',
  parameters,
  fill: ({ values, rows, columns }, random, { gain }) => {
    const vectors = orthonormalise(Math.min(rows, columns), Math.max(rows, columns), random);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const entry = rows <= columns ? vectors[row]![column]! : vectors[column]![row]!;
        values[row * columns + column] = (gain as number) * entry;
      }
    }
  },
};
