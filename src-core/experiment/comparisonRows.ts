import { readouts } from '../readouts/registry.ts';
import type { SkinReads } from '../skins/skin.ts';
import { ownReadout } from './comparedRecipes.ts';
import { compareRecipes, type ComparedRecipe } from './compareRecipes.ts';
import type { Recipe } from './recipe.ts';
import { settingsReads } from './settingsReads.ts';
import { estimateMean, type MeanEstimate } from './statistics.ts';

/** Name of the recipe that the others are held against, unless another is asked for. */
export const referenceRecipe = 'Backpropagation';

/** A trial of a comparison, such as a row of the table of trials. */
interface RecipeTrial {
  /** Name of the recipe. */
  readonly designName: string;
  readonly seed: number;
  /** Wall time of training. */
  readonly seconds: number;
  /** The last record; null without one. */
  readonly metrics: {
    readonly testAccuracy: number | null;
    readonly otherAccuracies?: Readonly<Record<string, number | null>> | undefined;
  } | null;
}

/** A recipe of a comparison with what came of its trials: shares of the test part answered rightly, over the seeds. */
export interface ComparisonRow extends ComparedRecipe {
  readonly reads: SkinReads;
  /** Name of the readout by which `estimate` and `difference` were measured. */
  readonly readout: string;
  /** By each readout that some recipe of the comparison was read by, by its name. */
  readonly byReadout: Readonly<Record<string, MeanEstimate | null>>;
  /** Mean over the trials; null without one. */
  readonly secondsPerTrial: number | null;
}

/**
 * The table of a comparison, in the order of its recipes.
 * @param against name of the recipe that the others are held against, where it is one of them
 */
export function comparisonRows(recipes: readonly Recipe[], trials: readonly RecipeTrial[], against = referenceRecipe): ComparisonRow[] {
  const names = recipes.map(({ name }) => name);
  const values = trials.map(({ designName, seed, metrics }) => ({ recipe: designName, seed, value: metrics?.testAccuracy ?? null }));
  const reference = names.includes(against) ? against : null;
  const readouts = comparedReadouts(recipes);
  return compareRecipes(names, values, reference).map((compared, index): ComparisonRow => {
    const { name, settings } = recipes[index]!;
    const own = trials.filter(({ designName, metrics }) => designName === name && metrics !== null);
    const readout = ownReadout(settings);
    const accuraciesBy = (type: string) =>
      own.flatMap(({ metrics }) => (type === readout ? metrics!.testAccuracy : metrics!.otherAccuracies?.[type]) ?? []);
    return {
      ...compared,
      reads: settingsReads(settings),
      readout,
      byReadout: Object.fromEntries(readouts.map((type) => [type, estimateMean(accuraciesBy(type))])),
      secondsPerTrial: estimateMean(own.map(({ seconds }) => seconds))?.mean ?? null,
    };
  });
}

/** Names of the readouts that recipes are read by beside their own. */
function comparedReadouts(recipes: readonly Recipe[]): string[] {
  const wanted = new Set(recipes.flatMap(({ settings }) => settings.otherReadouts.map(({ type }) => type)));
  return readouts.members.flatMap(({ name }) => (wanted.has(name) ? [name] : []));
}
