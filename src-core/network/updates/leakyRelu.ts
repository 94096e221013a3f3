import { z } from '../../schema.ts';
import type { UpdateMember } from './update.ts';

const parameters = z.object({
  slope: z
    .number()
    .positive()
    .max(1)
    .default(0.01)
    .meta({ label: 'Slope', help: 'Slope where the sum is negative; above 0, so that values tell it.' }),
});

/** f(z) = z above 0, slope · z below; f' = 1 where f > 0, else the slope. */
export const leakyRelu: UpdateMember = {
  name: 'leakyRelu',
  label: 'Leaky ReLU',
  summary: 'Passes what is positive and lets a little of the rest through.',
  equation: 'f = z where z > 0, else slope · z; f′ = 1 where f > 0, else slope',
  parameters,
  values: 'any',
  usualInitializer: 'he',
  create: (given) => {
    const { slope } = parameters.parse(given);
    return {
      kind: 'elementwise',
      kernel: 'leakyRelu',
      alpha: slope,
      beta: 1,
      value: (z) => (z > 0 ? z : slope * z),
      derivativeFromValue: (x) => (x > 0 ? 1 : slope),
      kinks: [0],
    };
  },
};
