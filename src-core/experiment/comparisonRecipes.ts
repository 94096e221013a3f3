import type { TeachingTask } from '../skins/skin.ts';
import { convolutionRecipe } from './convolutionRecipe.ts';
import { usualRecipe, type Recipe } from './recipe.ts';

/** Skins that every comparison has beside it anyway. */
export const baselineSkins: readonly string[] = ['untaught', 'exemplars', 'backpropagation'];

/** What every comparison of skins has beside it: the inputs themselves, weights as drawn, samples as weights, and backpropagation end to end. */
export function baselineRecipes(task: TeachingTask): Recipe[] {
  const probe = { type: 'logistic', nonlinearity: 'none' };
  return [
    { ...usualRecipe('untaught', task, { readout: { ...probe, from: 'input' } }), name: 'Raw inputs' },
    { ...usualRecipe('untaught', task), name: 'Random features' },
    { ...usualRecipe('exemplars', task), name: 'Exemplar weights' },
    { ...usualRecipe('backpropagation', task), name: 'Backpropagation' },
  ];
}

/**
 * The baselines, then the usual recipes of the skins named, in their order; a skin that is a baseline already is not there twice. Where
 * homeostasis is among them and the inputs are pictures, it is taught on a convolution too.
 */
export function comparisonRecipes(skinNames: readonly string[], task: TeachingTask): Recipe[] {
  const baselines = baselineRecipes(task);
  const others = skinNames.filter((name) => !baselineSkins.includes(name));
  const convolution = others.includes('homeostasis') ? convolutionRecipe(task) : null;
  return [...baselines, ...others.map((name) => usualRecipe(name, task)), ...(convolution ? [convolution] : [])];
}
