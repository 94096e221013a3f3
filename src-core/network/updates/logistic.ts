import { z } from '../../schema.ts';
import type { UpdateMember } from './update.ts';

const parameters = z.object({
  beta: z.number().positive().max(1e6).default(1).meta({ label: 'β', help: 'Steepness; the slope at 0 is β/4.' }),
});

/** f(z) = 1/(1 + e^(−βz)), f' = β f (1 − f). */
export const logistic: UpdateMember = {
  name: 'logistic',
  label: 'Logistic',
  summary: 'Squashes the sum smoothly between 0 and 1.',
  equation: 'f = 1/(1 + exp(−βz)), f′ = β f (1 − f)',
  parameters,
  values: 'positive',
  usualInitializer: 'glorot',
  create: (given) => {
    const { beta } = parameters.parse(given);
    return {
      kind: 'elementwise',
      kernel: 'logistic',
      alpha: 1,
      beta,
      value: (z) => 1 / (1 + Math.exp(-beta * z)),
      derivativeFromValue: (x) => beta * x * (1 - x),
    };
  },
};
