import { createRandom } from '../../random/createRandom.ts';
import { deriveSeed } from '../../random/deriveSeed.ts';
import { z } from '../../schema.ts';
import { drawValue } from '../dimensionValues.ts';
import type { StrategyMember } from './strategy.ts';

const parameters = z.object({
  trials: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(20)
    .meta({ label: 'Trials', help: 'How many points of the search space are drawn.' }),
});

/** Points drawn independently: each value of a list equally likely, a range uniform on its scale. */
export const random: StrategyMember = {
  name: 'random',
  label: 'Random',
  summary: 'Draws points of the search space at random; better than a grid where few settings matter.',
  parameters,
  plan(space, given, seed) {
    const { trials } = parameters.parse(given);
    return {
      count: trials,
      assignment(index) {
        const stream = createRandom(deriveSeed(seed, 'assignment', index));
        return Object.fromEntries(space.map((dimension) => [dimension.path, drawValue(dimension, stream)]));
      },
    };
  },
};
