import { z } from '../../schema.ts';
import type { UpdateMember } from './update.ts';

const end = z.number().min(-1e6).max(1e6);
const parameters = z
  .object({
    zMin: end.default(-1).meta({ label: 'z min', help: 'Sum at and below which the value is 0.' }),
    zMax: end.default(1).meta({ label: 'z max', help: 'Sum at and above which the value is 1; more than z min.' }),
  })
  .refine(({ zMin, zMax }) => zMin < zMax, { path: ['zMax'], message: 'must be more than z min' });

/** f(z) rises straight from 0 at z_min to 1 at z_max, f' = 1/(z_max − z_min) where 0 < f < 1, else 0. */
export const clippedLinear: UpdateMember = {
  name: 'clippedLinear',
  label: 'Clipped linear',
  summary: 'Rises straight from 0 to 1 between two sums, and stays there beyond them.',
  equation: 'f = min(max((z − z_min)/(z_max − z_min), 0), 1), f′ = 1/(z_max − z_min) where 0 < f < 1, else 0',
  parameters,
  values: 'any',
  usualInitializer: 'glorot',
  create: (given) => {
    const { zMin, zMax } = parameters.parse(given);
    const slope = 1 / (zMax - zMin);
    return {
      kind: 'elementwise',
      kernel: 'clippedLinear',
      alpha: zMin,
      beta: slope,
      value: (z) => Math.min(Math.max((z - zMin) * slope, 0), 1),
      derivativeFromValue: (x) => (x > 0 && x < 1 ? slope : 0),
      kinks: [0, 1],
    };
  },
};
