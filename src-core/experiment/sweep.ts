import { z } from '../schema.ts';
import { rankingMeasures, type RankingMeasure } from './ranking.ts';
import { recipeSchema } from './recipe.ts';
import { dimensionSchema } from './searchSpace.ts';
import { strategies } from './strategies/registry.ts';
import { trialSettingsSchema } from './trialConfig.ts';

const mostRepeats = 1000;

/** Trials name their recipe. */
function haveOwnNames(recipes: readonly { readonly name: string }[]): boolean {
  return new Set(recipes.map(({ name }) => name)).size === recipes.length;
}

/** A search over settings as a person defines it; part of study.neuron. */
export const sweepSchema = z
  .strictObject({
    id: z.string().min(1),
    name: z.string().min(1).max(200),
    datasetId: z.string().min(1),
    /** Every design is tried with every assignment. Of a comparison these are the designs it was made from, and its recipes decide. */
    designIds: z.array(z.string().min(1)).max(100),
    settings: trialSettingsSchema,
    /** Where there are any, each is tried with every assignment, in place of designs with the settings above. */
    recipes: z.array(recipeSchema).max(100).refine(haveOwnNames, 'two recipes share a name').default([]),
    space: z.array(dimensionSchema).max(50).default([]),
    strategy: strategies.schema.prefault({ type: 'grid' }),
    /** Each assignment is repeated with this many seeds: seed, seed+1, … */
    repeats: z.number().int().min(1).max(mostRepeats).default(1),
    /** The seed of the last repeat must still be a whole number that can be told from the next. */
    seed: z
      .number()
      .int()
      .min(0)
      .max(Number.MAX_SAFE_INTEGER - mostRepeats)
      .default(1),
    workers: z.number().int().min(1).max(64).nullable().default(null),
    rankedBy: z.enum(Object.keys(rankingMeasures) as [RankingMeasure, ...RankingMeasure[]]).default('testAccuracy'),
  })
  .refine(({ designIds, recipes }) => designIds.length + recipes.length > 0, { path: ['designIds'], message: 'a sweep needs a design' });
export type Sweep = z.infer<typeof sweepSchema>;
