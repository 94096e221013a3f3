import { z } from '../../schema.ts';
import { fillSpread, type InitializerMember } from './initializer.ts';

const parameters = z.object({
  norm: z.number().positive().max(1e6).default(1).meta({ label: 'Norm', help: 'Euclidean norm of each row of first weights.' }),
});

/** Each row a vector of one norm whose direction is uniform over the sphere; rows of each source apart. */
export const unitNorm: InitializerMember = {
  name: 'unitNorm',
  label: 'Unit-norm rows',
  summary: 'Each axon’s weights from a source point anywhere, with one norm.',
  equation: 'w = norm · v/|v|, v ~ N(0, 1)',
  parameters,
  fill: ({ values, rows, columns }, random, { norm }) => {
    fillSpread(values, 'normal', 1, random);
    for (let row = 0; row < rows; row++) {
      const weights = values.subarray(row * columns, (row + 1) * columns);
      const factor = (norm as number) / Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
      for (let column = 0; column < columns; column++) weights[column]! *= factor;
    }
  },
};
