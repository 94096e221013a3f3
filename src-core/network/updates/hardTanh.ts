import { z } from '../../schema.ts';
import type { UpdateMember } from './update.ts';

const parameters = z.object({
  beta: z.number().positive().max(1e6).default(1).meta({ label: 'β', help: 'Slope between the ends.' }),
});

/** f(z) = βz clipped to −1 … 1, f' = β where |f| < 1, else 0. */
export const hardTanh: UpdateMember = {
  name: 'hardTanh',
  label: 'Hard tanh',
  summary: 'A straight line, clipped to −1 and 1.',
  equation: 'f = min(max(βz, −1), 1), f′ = β where |f| < 1, else 0',
  parameters,
  values: 'any',
  usualInitializer: 'glorot',
  create: (given) => {
    const { beta } = parameters.parse(given);
    return {
      kind: 'elementwise',
      kernel: 'hardTanh',
      alpha: 1,
      beta,
      value: (z) => Math.min(Math.max(beta * z, -1), 1),
      derivativeFromValue: (x) => (x > -1 && x < 1 ? beta : 0),
      kinks: [-1, 1],
    };
  },
};
