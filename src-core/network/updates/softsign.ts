import { z } from '../../schema.ts';
import type { UpdateMember } from './update.ts';

const parameters = z.object({
  alpha: z.number().positive().max(1e6).default(1).meta({ label: 'α', help: 'Height: values lie between −α and α.' }),
  beta: z.number().positive().max(1e6).default(1).meta({ label: 'β', help: 'Steepness; the slope at 0 is αβ.' }),
});

/** f(z) = αβz/(1 + β|z|), f' = αβ (1 − |f|/α)²; its curvature jumps at 0. */
export const softsign: UpdateMember = {
  name: 'softsign',
  label: 'Softsign',
  summary: 'Squashes the sum between −α and α, and approaches them slowly.',
  equation: 'f = αβz/(1 + β|z|), f′ = αβ (1 − |f|/α)²',
  parameters,
  values: 'any',
  usualInitializer: 'glorot',
  create: (given) => {
    const { alpha, beta } = parameters.parse(given);
    return {
      kind: 'elementwise',
      kernel: 'softsign',
      alpha,
      beta,
      value: (z) => (alpha * beta * z) / (1 + beta * Math.abs(z)),
      derivativeFromValue: (x) => alpha * beta * (1 - Math.abs(x) / alpha) ** 2,
      kinks: [0],
    };
  },
};
