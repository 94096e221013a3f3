import { z } from '../../schema.ts';
import type { InitializerMember } from './initializer.ts';

const parameters = z.object({
  limit: z.number().min(0).max(1e6).default(0.1).meta({ label: 'Limit', help: 'Weights are drawn between minus and plus this.' }),
});

/** Weights spread evenly between −limit and limit. */
export const uniform: InitializerMember = {
  name: 'uniform',
  label: 'Uniform',
  summary: 'Weights spread evenly between −limit and limit.',
  equation: 'w ~ U(−limit, limit)',
  parameters,
  fill: ({ values }, random, { limit }) => {
    for (let index = 0; index < values.length; index++) values[index] = (limit as number) * (2 * random.uniform() - 1);
  },
};
