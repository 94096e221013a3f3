import { z } from '../../schema.ts';
import type { UpdateMember } from './update.ts';

const parameters = z.object({
  alpha: z.number().positive().max(1e6).default(1).meta({ label: 'α', help: 'Height: values lie between −α and α.' }),
  beta: z.number().positive().max(1e6).default(1).meta({ label: 'β', help: 'Steepness; the slope at 0 is αβ.' }),
});

/** f(z) = α tanh(βz), f' = αβ (1 − f²/α²) (eq. 11). */
export const tanh: UpdateMember = {
  name: 'tanh',
  label: 'tanh',
  summary: 'Squashes the sum smoothly between −α and α.',
  equation: 'f = α tanh(βz), f′ = αβ (1 − f²/α²) (eq. 11)',
  parameters,
  values: 'any',
  usualInitializer: 'glorot',
  create: (given) => {
    const { alpha, beta } = parameters.parse(given);
    return {
      kind: 'elementwise',
      kernel: 'tanh',
      alpha,
      beta,
      value: (z) => alpha * Math.tanh(beta * z),
      derivativeFromValue: (x) => beta * (alpha - (x * x) / alpha),
    };
  },
};
