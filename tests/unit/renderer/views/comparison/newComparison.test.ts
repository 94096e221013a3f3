import { describe, expect, it } from 'vitest';
import { generateTable } from '../../../../../src-core/data/generators/generateTable.ts';
import { comparisonProblem, newComparison, wishProblem } from '../../../../../src-renderer/views/comparison/newComparison.ts';
import { planSweep } from '../../../../../src-renderer/views/sweep/sweepPlan.ts';
import { sweepProblems } from '../../../../../src-renderer/views/sweep/sweepProblems.ts';

const { dataset } = generateTable({ type: 'moons' }, { id: 'moons', name: 'Two moons' });
const wish = {
  name: 'Comparison of skins',
  skins: ['homeostasis', 'oja'],
  readouts: ['logistic'],
  epochs: null,
  neurons: 20,
  repeats: 2,
  seed: 5,
};

describe('newComparison', () => {
  const sweep = newComparison(dataset, wish);

  it('can be started as it is, with the baselines beside the skins', () => {
    expect(sweepProblems(sweep, dataset, [])).toEqual([]);
    expect(planSweep(sweep)).toMatchObject({ problem: null, factors: ['6 recipes', '2 seeds'] });
    expect(planSweep(sweep).trials.map(({ recipe, seed }) => `${recipe} ${seed}`)).toEqual(
      [5, 6].flatMap((seed) =>
        ['Raw inputs', 'Random features', 'Exemplar weights', 'Backpropagation', 'Homeostasis', 'Oja'].map((name) => `${name} ${seed}`),
      ),
    );
  });

  it('tells a recipe that does not fit, and a stage of a layer that is not there', () => {
    const [first, ...rest] = sweep.recipes;
    const broken = {
      ...first!,
      settings: { ...first!.settings, stages: [{ ...sweep.recipes[4]!.settings.stages[0]!, layers: ['gone'] }] },
    };
    expect(sweepProblems({ ...sweep, recipes: [broken, ...rest] }, dataset, [])).toEqual([
      `Stage 1 teaches the layer "gone", which ${first!.name} does not have. Choose the layers of the stage again.`,
    ]);
  });
});

describe('what speaks against a comparison', () => {
  it('is a dataset without classes', () => {
    expect(comparisonProblem(dataset)).toBeNull();
    const columns = dataset.columns.map((column) => (column.role === 'target' ? { ...column, role: 'ignored' as const } : column));
    expect(comparisonProblem({ ...dataset, columns })).toContain('has no classes to tell apart');
  });

  it.each([
    [{ neurons: 0 }, 'neurons'],
    [{ neurons: 1.5 }, 'neurons'],
    [{ repeats: null }, 'seeds'],
    [{ seed: -1 }, 'first seed'],
    [{ epochs: Number.NaN }, 'epochs'],
  ])('is %j', (change, word) => {
    expect(wishProblem({ ...wish, ...change })).toContain(word);
    expect(wishProblem(wish)).toBeNull();
  });
});
