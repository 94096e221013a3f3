import { z } from '../../schema.ts';
import { gridValues } from '../dimensionValues.ts';
import type { SettingValue } from '../searchSpace.ts';
import type { StrategyMember } from './strategy.ts';

/** Every combination of the values of every dimension; the last dimension varies fastest. */
export const grid: StrategyMember = {
  name: 'grid',
  label: 'Grid',
  summary: 'Tries every combination of the values of every varied setting.',
  parameters: z.object({}),
  plan(space) {
    const axes = space.map((dimension) => ({ path: dimension.path, values: gridValues(dimension) }));
    const count = axes.reduce((product, { values }) => product * values.length, 1);
    return {
      count,
      assignment(index) {
        const chosen: Record<string, SettingValue> = {};
        let rest = index;
        for (const { path, values } of axes.toReversed()) {
          chosen[path] = values[rest % values.length]!;
          rest = Math.floor(rest / values.length);
        }
        return Object.fromEntries(axes.map(({ path }) => [path, chosen[path]!]));
      },
    };
  },
};
