import { z } from '../../schema.ts';
import { fillSpread, type InitializerMember, type Spread } from './initializer.ts';

const parameters = z.object({
  spread: z
    .enum(['normal', 'uniform'])
    .default('normal')
    .meta({ label: 'Spread', help: 'Shape of the distribution; the deviation is the same.' }),
});

/** Gives each axon an input of unit variance (LeCun et al. 1998). */
export const lecun: InitializerMember = {
  name: 'lecun',
  label: 'LeCun',
  summary: 'Gives each axon an input of unit variance (LeCun et al. 1998).',
  equation: 'σ² = 1 / fanIn',
  parameters,
  fill: ({ values, fanIn }, random, { spread }) => fillSpread(values, spread as Spread, Math.sqrt(1 / fanIn), random),
};
