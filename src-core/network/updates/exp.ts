import { z } from '../../schema.ts';
import type { UpdateMember } from './update.ts';

const parameters = z.object({
  alpha: z.number().positive().max(1e6).default(1).meta({ label: 'α', help: 'The value at z = 0.' }),
  beta: z.number().positive().max(1e6).default(1).meta({ label: 'β', help: 'Growth: the value is multiplied by e for each 1/β of z.' }),
});

/** f(z) = α exp(βz), f' = β f (eq. 11, where the printed x is the axon's value); under a normalised loss it makes a softmax of βz. */
export const exp: UpdateMember = {
  name: 'exp',
  label: 'Exponential',
  summary: 'Positive values whose ratios are set by differences of sums; with a normalised loss, a softmax.',
  equation: 'f = α exp(βz), f′ = β f (eq. 11)',
  parameters,
  values: 'positive',
  usualInitializer: 'glorot',
  create: (given) => {
    const { alpha, beta } = parameters.parse(given);
    return {
      kind: 'elementwise',
      kernel: 'exp',
      alpha,
      beta,
      value: (z) => alpha * Math.exp(beta * z),
      derivativeFromValue: (x) => beta * x,
    };
  },
};
