import { z } from '../../schema.ts';
import type { UpdateMember } from './update.ts';

/** f(z) = z, f' = 1: a linear layer. */
export const identity: UpdateMember = {
  name: 'identity',
  label: 'Identity',
  summary: 'Leaves the sum as it is: a linear layer.',
  equation: 'f = z, f′ = 1',
  parameters: z.object({}),
  values: 'any',
  usualInitializer: 'glorot',
  create: () => ({ kind: 'elementwise', kernel: 'identity', alpha: 1, beta: 1, value: (z) => z, derivativeFromValue: () => 1 }),
};
