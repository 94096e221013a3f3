import { describe, expect, it } from 'vitest';
import { comparableSkins, comparedRecipes, ownReadout } from '../../../../src-core/experiment/comparedRecipes.ts';
import { compareRecipes } from '../../../../src-core/experiment/compareRecipes.ts';
import { comparisonRows, referenceRecipe } from '../../../../src-core/experiment/comparisonRows.ts';
import { pairedDifference } from '../../../../src-core/experiment/pairedDifference.ts';
import { plannedTrials } from '../../../../src-core/experiment/plannedTrials.ts';
import { comparisonRecipes } from '../../../../src-core/experiment/comparisonRecipes.ts';
import { recipeSchema, usualRecipe } from '../../../../src-core/experiment/recipe.ts';
import { settingsReads } from '../../../../src-core/experiment/settingsReads.ts';
import { sweepSchema } from '../../../../src-core/experiment/sweep.ts';
import { teachingTaskOf } from '../../../../src-core/experiment/teachingTask.ts';
import { trialSettingsSchema } from '../../../../src-core/experiment/trialConfig.ts';
import { describeNetwork } from '../../../../src-core/network/describeNetwork.ts';
import { skins } from '../../../../src-core/skins/registry.ts';
import { exampleTable, numeric, turns } from '../data/exampleTable.ts';

const images = { inputShape: [8, 8], outputs: 10, isClassification: true, neurons: 40 };
const table = { inputShape: [4], outputs: 3, isClassification: true, neurons: 20 };

describe('pairedDifference', () => {
  const seeds = (...values: number[]) => new Map(values.map((value, seed) => [seed, value]));

  it('is Student’s interval of the differences, by hand', () => {
    // Differences 1, 2, 3: mean 2, standard error 1/√3, t of 2 degrees of freedom 4.302653.
    const found = pairedDifference(seeds(2, 4, 6), seeds(1, 2, 3))!;
    expect(found.mean).toBe(2);
    expect(found.halfWidth).toBeCloseTo(4.302653 / Math.sqrt(3), 5);
    expect(found).toMatchObject({ count: 3, isSignificant: false });
  });

  it('sees through what seeds have in common', () => {
    const found = pairedDifference(seeds(10, 50, 90), seeds(9, 48.9, 89.1))!;
    expect(found.isSignificant).toBe(true);
  });

  it('looks at seeds of both only, and needs two', () => {
    const others = new Map([
      [1, 5],
      [2, 5],
      [7, 100],
    ]);
    expect(pairedDifference(seeds(0, 6, 6), others)).toMatchObject({ count: 2, mean: 1, isSignificant: true });
    expect(pairedDifference(seeds(0, 6), others)).toBeNull();
    expect(pairedDifference(seeds(3, 3), seeds(3, 3))!.isSignificant).toBe(false);
  });
});

describe('compareRecipes', () => {
  const trial = (recipe: string, seed: number, value: number | null) => ({ recipe, seed, value });

  it('keeps the order of the recipes, and leaves out trials without a value', () => {
    const trials = [trial('b', 1, 0.5), trial('a', 2, 0.8), trial('a', 1, 0.6), trial('b', 2, null)];
    expect(compareRecipes(['a', 'b', 'c'], trials, 'a')).toEqual([
      { recipe: 'a', estimate: expect.objectContaining({ count: 2, mean: expect.closeTo(0.7, 12) as number }), difference: null },
      { recipe: 'b', estimate: { count: 1, mean: 0.5, halfWidth: null }, difference: null },
      { recipe: 'c', estimate: null, difference: null },
    ]);
    expect(compareRecipes(['a', 'b'], [...trials, trial('b', 2, 0.7)], 'a')[1]!.difference!.mean).toBeCloseTo(-0.1, 12);
    expect(compareRecipes(['a', 'b'], trials, null).every(({ difference }) => difference === null)).toBe(true);
  });
});

describe('recipes', () => {
  it.each(skins.members.flatMap(({ name }) => [images, table].map((task) => [name, task.inputShape.join('×'), task] as const)))(
    'of %s fit inputs of %s',
    (name, _, task) => {
      const { design, settings } = usualRecipe(name, task);
      expect(settings.skin.type).toBe(name);
      expect(describeNetwork(design, task.inputShape).flatMap(({ error }) => error ?? [])).toEqual([]);
      for (const { layers } of settings.stages) for (const layer of layers) expect(design.layers.map((one) => one.name)).toContain(layer);
    },
  );

  it('survive being written down', () => {
    for (const recipe of comparisonRecipes(['homeostasis', 'softHebb'], images))
      expect(recipeSchema.parse(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
  });

  it('have the baselines first, each once, and names of their own', () => {
    const names = comparisonRecipes(['backpropagation', 'oja', 'untaught'], images).map(({ name }) => name);
    expect(names).toEqual(['Raw inputs', 'Random features', 'Exemplar weights', referenceRecipe, 'Oja']);
    const all = comparisonRecipes(
      comparableSkins().map(({ name }) => name),
      images,
    ).map(({ name }) => name);
    expect(new Set(all).size).toBe(all.length);
  });

  it('take changes in place of what is usual', () => {
    expect(usualRecipe('oja', table, { epochs: 7, batchSize: 3 }).settings).toMatchObject({
      epochs: 7,
      batchSize: 3,
      skin: { type: 'oja' },
    });
    expect(() => usualRecipe('magic', table)).toThrow('magic');
  });
});

describe('comparedRecipes', () => {
  const recipes = comparedRecipes({ skins: ['homeostasis', 'softHebb'], readouts: ['logistic', 'setMean'], epochs: 2 }, images);
  const others = (name: string) => recipes.find((recipe) => recipe.name === name)!.settings.otherReadouts;

  it('are read as wished, by no readout twice, raw inputs from the inputs', () => {
    expect(others('SoftHebb')).toMatchObject([{ type: 'setMean', from: 'last' }]);
    expect(others('Homeostasis')).toMatchObject([{ type: 'logistic' }, { type: 'setMean' }]);
    expect(others('Raw inputs')).toMatchObject([{ type: 'setMean', from: 'input' }]);
  });

  it('are taught for so many epochs, but for weights that are there at once', () => {
    expect(recipes.map(({ settings }) => settings.epochs)).toEqual([1, 1, 1, 2, 2, 2]);
  });

  it('know the readout that suits a skin', () => {
    const readoutOf = (skin: string) => ownReadout(trialSettingsSchema.parse({ skin: { type: skin } }));
    expect([readoutOf('softHebb'), readoutOf('homeostasis'), readoutOf('backpropagation')]).toEqual(['logistic', 'identify', 'outputs']);
    expect(ownReadout(trialSettingsSchema.parse({ readout: { type: 'setMean' } }))).toBe('setMean');
  });

  it('leave whitening and the baselines out of what can be chosen', () => {
    const names = comparableSkins().map(({ name }) => name);
    for (const name of ['whitening', 'untaught', 'exemplars', 'backpropagation']) expect(names).not.toContain(name);
    expect(names).toContain('homeostasis');
  });
});

describe('comparisonRows', () => {
  it('gather what each recipe came to by every readout', () => {
    const recipes = comparedRecipes({ skins: ['softHebb'], readouts: ['setMean', 'logistic'], epochs: null }, table);
    const trial = (designName: string, seed: number, own: number, by: Record<string, number>) => ({
      designName,
      seed,
      seconds: seed,
      metrics: { testAccuracy: own, otherAccuracies: by },
    });
    const rows = comparisonRows(recipes, [
      trial('Backpropagation', 1, 0.9, { logistic: 0.7, setMean: 0.6 }),
      trial('Backpropagation', 3, 0.8, { logistic: 0.7, setMean: 0.4 }),
      trial('SoftHebb', 1, 0.5, { setMean: 0.3 }),
      trial('SoftHebb', 3, 0.5, { setMean: 0.3 }),
      { designName: 'SoftHebb', seed: 5, seconds: 100, metrics: null },
    ]);
    expect(rows.map(({ recipe, reads, readout }) => [recipe, reads, readout])).toEqual([
      ['Raw inputs', 'inputs', 'logistic'],
      ['Random features', 'inputs', 'logistic'],
      ['Exemplar weights', 'inputs', 'logistic'],
      ['Backpropagation', 'targets', 'outputs'],
      ['SoftHebb', 'inputs', 'logistic'],
    ]);
    const [backpropagation, softHebb] = rows.slice(3);
    expect(backpropagation).toMatchObject({
      secondsPerTrial: 2,
      difference: null,
      byReadout: { logistic: { mean: 0.7 }, setMean: { mean: 0.5 } },
    });
    expect(softHebb!.estimate!.mean).toBe(0.5);
    expect(softHebb!.difference!.mean).toBeCloseTo(-0.35, 12);
    expect(softHebb).toMatchObject({ secondsPerTrial: 2, byReadout: { logistic: { mean: 0.5 }, setMean: { mean: 0.3 } } });
    expect(rows[0]).toMatchObject({ estimate: null, secondsPerTrial: null, byReadout: { logistic: null, setMean: null } });
  });
});

describe('a sweep over recipes', () => {
  const recipes = comparisonRecipes(['oja'], table);
  const given = { id: 's', name: 'Sweep', datasetId: 'd', designIds: [], settings: {}, recipes, seed: 5 };

  it('tries each with every assignment and every seed', () => {
    const space = [{ path: 'batchSize', kind: 'list' as const, values: [10, 20] }];
    const trials = plannedTrials(sweepSchema.parse({ ...given, space, repeats: 2 }));
    expect(trials).toHaveLength(5 * 2 * 2);
    expect(trials.every(({ designId }) => designId === null)).toBe(true);
    expect(trials.slice(0, 5).map(({ recipe }) => recipe)).toEqual(recipes.map(({ name }) => name));
    expect(trials.slice(0, 10).every(({ seed }) => seed === 5)).toBe(true);
    expect(trials.slice(10).every(({ seed }) => seed === 6)).toBe(true);
  });

  it('is refused where a recipe does not know what is varied', () => {
    const space = [{ path: 'skin.sharpness', kind: 'list' as const, values: [1] }];
    expect(() => plannedTrials(sweepSchema.parse({ ...given, space }))).toThrow(
      expect.objectContaining({ code: 'experiment/unknown-path' }) as Error,
    );
  });

  it('needs something to try, under names of their own', () => {
    expect(sweepSchema.safeParse({ ...given, recipes: [] }).success).toBe(false);
    expect(sweepSchema.safeParse({ ...given, recipes: [recipes[0], recipes[0]] }).success).toBe(false);
  });
});

describe('settingsReads', () => {
  it('is the most that any of the skins reads', () => {
    const reads = (skin: string, ...stages: string[]) =>
      settingsReads(trialSettingsSchema.parse({ skin: { type: skin }, stages: stages.map((type) => ({ layers: ['a'], skin: { type } })) }));
    expect(reads('oja', 'whitening')).toBe('inputs');
    expect(reads('oja', 'homeostasis')).toBe('membership');
    expect(reads('homeostasis', 'backpropagation')).toBe('targets');
    expect(reads('backpropagation', 'oja')).toBe('targets');
  });
});

describe('teachingTaskOf', () => {
  it('knows the task from the columns', () => {
    const { dataset } = exampleTable([numeric('x', [1, 2, 3, 4]), numeric('y', [1, 2, 3, 4]), turns(4)]);
    expect(teachingTaskOf(dataset, 30)).toEqual({ inputShape: [2], outputs: 2, isClassification: true, neurons: 30 });
    const regression = exampleTable([numeric('x', [1, 2]), numeric('y', [1, 2], { role: 'target' })]).dataset;
    expect(teachingTaskOf(regression, 30)).toMatchObject({ outputs: 1, isClassification: false });
    const none = exampleTable([numeric('x', [1, 2])]).dataset;
    expect(teachingTaskOf(none, 30)).toMatchObject({ outputs: 0, isClassification: false });
  });
});
