import { designSchema, type Design } from '../network/design.ts';
import { parseNotation } from '../network/notation/parseNotation.ts';
import { z } from '../schema.ts';
import { skins } from '../skins/registry.ts';
import type { TeachingTask } from '../skins/skin.ts';
import { convolutionRecipe } from './convolutionRecipe.ts';
import { trialSettingsSchema, type TrialSettings } from './trialConfig.ts';

/** A design and how it is taught and read, under a name: one of the ways that a comparison puts side by side. */
export const recipeSchema = z.strictObject({
  name: z.string().min(1).max(200),
  design: designSchema,
  settings: trialSettingsSchema,
});
/** A recipe of a comparison, checked. */
export interface Recipe {
  readonly name: string;
  readonly design: Design;
  readonly settings: TrialSettings;
}

/** The usual design and settings of a skin, with other settings in place of some. @throws registry/unknown-member, design/… */
export function usualRecipe(skin: string, task: TeachingTask, changes: Readonly<Record<string, unknown>> = {}): Recipe {
  const member = skins.get(skin);
  const { design, settings } = member.usual(task);
  return {
    name: member.label,
    design: parseNotation(design),
    settings: trialSettingsSchema.parse({ skin: { type: skin }, ...settings, ...changes }),
  };
}

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
