import { z } from '../../schema.ts';
import type { UpdateMember } from './update.ts';

const parameters = z.object({
  beta: z.number().positive().max(1e6).default(1).meta({ label: 'β', help: 'Sharpness of the bend; large ones come near ReLU.' }),
});

/** f(z) = ln(1 + e^(βz))/β, f' = 1 − e^(−βf). */
export const softplus: UpdateMember = {
  name: 'softplus',
  label: 'Softplus',
  summary: 'A smooth ReLU, positive everywhere.',
  equation: 'f = ln(1 + exp(βz))/β, f′ = 1 − exp(−βf)',
  parameters,
  values: 'positive',
  usualInitializer: 'he',
  create: (given) => {
    const { beta } = parameters.parse(given);
    return {
      kind: 'elementwise',
      kernel: 'softplus',
      alpha: 1,
      beta,
      // The larger exponential is taken out, so that neither end overflows or loses its digits.
      value: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-beta * Math.abs(z))) / beta,
      derivativeFromValue: (x) => -Math.expm1(-beta * x),
    };
  },
};
