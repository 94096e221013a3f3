import { z } from '../../schema.ts';
import type { InitializerMember } from './initializer.ts';

const parameters = z.object({
  value: z.number().min(-1e6).max(1e6).default(0).meta({ label: 'Value', help: 'Every first weight.' }),
});

/** Every weight the same: for experiments worked by hand, and to see symmetry unbroken. */
export const constant: InitializerMember = {
  name: 'constant',
  label: 'Constant',
  summary: 'Every weight the same: for experiments worked by hand, and to see symmetry unbroken.',
  equation: 'w = value',
  parameters,
  fill: ({ values }, _random, { value }) => void values.fill(value as number),
};
