import { z } from '../../schema.ts';
import { fillSpread, type InitializerMember, type Spread } from './initializer.ts';

const parameters = z.object({
  spread: z
    .enum(['normal', 'uniform'])
    .default('normal')
    .meta({ label: 'Spread', help: 'Shape of the distribution; the deviation is the same.' }),
});

/** Keeps the size of signals through ReLU layers (He et al. 2015). */
export const he: InitializerMember = {
  name: 'he',
  label: 'He',
  summary: 'Keeps the size of signals through ReLU layers (He et al. 2015).',
  equation: 'σ² = 2 / fanIn',
  parameters,
  fill: ({ values, fanIn }, random, { spread }) => fillSpread(values, spread as Spread, Math.sqrt(2 / fanIn), random),
};
