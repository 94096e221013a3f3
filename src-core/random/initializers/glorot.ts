import { z } from '../../schema.ts';
import { fillSpread, type InitializerMember, type Spread } from './initializer.ts';

const parameters = z.object({
  spread: z
    .enum(['normal', 'uniform'])
    .default('uniform')
    .meta({ label: 'Spread', help: 'Shape of the distribution; the deviation is the same.' }),
});

/** Keeps the size of signals and of gradients through odd updates such as tanh (Glorot and Bengio 2010). */
export const glorot: InitializerMember = {
  name: 'glorot',
  label: 'Glorot',
  summary: 'Keeps the size of signals and of gradients through odd updates such as tanh (Glorot and Bengio 2010).',
  equation: 'σ² = 2 / (fanIn + fanOut)',
  parameters,
  fill: ({ values, fanIn, fanOut }, random, { spread }) => fillSpread(values, spread as Spread, Math.sqrt(2 / (fanIn + fanOut)), random),
};
