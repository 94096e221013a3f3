import { describe, expect, it } from 'vitest';
import { comparisonRecipes } from '../../../../src-core/experiment/comparisonRecipes.ts';
import { convolutionRecipe } from '../../../../src-core/experiment/convolutionRecipe.ts';
import { settingsReads } from '../../../../src-core/experiment/settingsReads.ts';
import { describeNetwork } from '../../../../src-core/network/describeNetwork.ts';
import type { TeachingTask } from '../../../../src-core/skins/skin.ts';

const digits: TeachingTask = { inputShape: [28, 28], outputs: 10, isClassification: true, neurons: 400 };

describe('convolutionRecipe', () => {
  it.each([
    [28, 28],
    [16, 20],
    [32, 17],
  ])('pools pictures of %d × %d to 4 × 4 and ends with neurons of every set', (height, width) => {
    const recipe = convolutionRecipe({ ...digits, inputShape: [height, width] })!;
    const layers = describeNetwork(recipe.design, [height, width]);
    expect(layers.flatMap(({ error }) => error ?? [])).toEqual([]);
    expect(layers.map(({ outputShape }) => outputShape)).toEqual(expect.arrayContaining([[4, 4, 256], [60], [2400]]));
    const names = recipe.design.layers.map(({ name }) => name);
    for (const stage of recipe.settings.stages) for (const layer of stage.layers) expect(names).toContain(layer);
  });

  it('takes 8 × 8 patches and pools of 6 × 6 of digits, as measured', () => {
    const [patches, , , , pooling] = convolutionRecipe(digits)!.design.layers.map(({ connection }) => connection);
    expect(patches).toMatchObject({ type: 'patches', window: [8, 8] });
    expect(pooling).toMatchObject({ type: 'pooling', window: [6, 6], stride: [5, 5], kind: 'mean' });
  });

  it('reads membership at most', () => {
    expect(settingsReads(convolutionRecipe(digits)!.settings)).toBe('membership');
  });

  it.each([
    ['small pictures', { inputShape: [8, 8] }],
    ['tables', { inputShape: [64] }],
    ['colours', { inputShape: [28, 28, 3] }],
    ['numbers to be learned', { isClassification: false }],
  ])('has none for %s', (_, changes) => {
    expect(convolutionRecipe({ ...digits, ...changes })).toBeNull();
  });

  it('stands in comparisons beside homeostasis alone', () => {
    const names = (skins: string[]) => comparisonRecipes(skins, digits).map(({ name }) => name);
    expect(names(['homeostasis'])).toContain('Homeostasis on a convolution');
    expect(names(['softHebb'])).not.toContain('Homeostasis on a convolution');
  });
});
