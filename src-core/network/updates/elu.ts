import { z } from '../../schema.ts';
import type { UpdateMember } from './update.ts';

const parameters = z.object({
  alpha: z.number().positive().max(1e6).default(1).meta({ label: 'α', help: 'Values of negative sums approach −α.' }),
});

/** f(z) = z above 0, α(e^z − 1) below; f' = 1 where f > 0, else f + α (Clevert et al. 2016). */
export const elu: UpdateMember = {
  name: 'elu',
  label: 'ELU',
  summary: 'Passes what is positive and lets the rest fall smoothly to −α (Clevert et al. 2016).',
  equation: 'f = z where z > 0, else α(exp(z) − 1); f′ = 1 where f > 0, else f + α',
  parameters,
  values: 'any',
  usualInitializer: 'he',
  create: (given) => {
    const { alpha } = parameters.parse(given);
    return {
      kind: 'elementwise',
      kernel: 'elu',
      alpha,
      beta: 1,
      value: (z) => (z > 0 ? z : alpha * Math.expm1(z)),
      derivativeFromValue: (x) => (x > 0 ? 1 : x + alpha),
      kinks: [0],
    };
  },
};
