import { z } from '../../schema.ts';
import type { UpdateMember } from './update.ts';

/** f(z) = Θ(z) z, f' = Θ(f > 0) (eq. 11). */
export const relu: UpdateMember = {
  name: 'relu',
  label: 'ReLU',
  summary: 'Passes what is positive and silences the rest.',
  equation: 'f = Θ(z) z, f′ = Θ(f > 0) (eq. 11)',
  parameters: z.object({}),
  values: 'any',
  usualInitializer: 'he',
  create: () => ({
    kind: 'elementwise',
    kernel: 'relu',
    alpha: 1,
    beta: 1,
    value: (z) => (z > 0 ? z : 0),
    derivativeFromValue: (x) => (x > 0 ? 1 : 0),
    kinks: [0],
  }),
};
