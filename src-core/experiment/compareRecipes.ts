import { pairedDifference, type PairedDifference } from './pairedDifference.ts';
import { estimateMean, type MeanEstimate } from './statistics.ts';

/** A trial of a comparison, as far as it matters here. */
export interface ComparedTrial {
  /** Name of the recipe. */
  readonly recipe: string;
  readonly seed: number;
  /** The measure compared, such as the test accuracy; null where the trial has none (yet). */
  readonly value: number | null;
}

/** A recipe in a comparison. */
export interface ComparedRecipe {
  readonly recipe: string;
  /** Over the seeds; null without a value. */
  readonly estimate: MeanEstimate | null;
  /** Its values less those of the reference with the same seeds; null for the reference itself, or without two seeds in common. */
  readonly difference: PairedDifference | null;
}

/**
 * Mean ± 95 % interval of every recipe over its seeds, and its paired difference from a reference, in the order given.
 * @param reference name of the recipe that the others are held against
 */
export function compareRecipes(recipes: readonly string[], trials: readonly ComparedTrial[], reference: string | null): ComparedRecipe[] {
  const valuesOf = (recipe: string) =>
    new Map(
      trials.flatMap((trial): [number, number][] => (trial.recipe === recipe && trial.value !== null ? [[trial.seed, trial.value]] : [])),
    );
  const referenceValues = reference === null ? new Map<number, number>() : valuesOf(reference);
  return recipes.map((recipe) => {
    const values = valuesOf(recipe);
    return {
      recipe,
      estimate: estimateMean([...values.values()]),
      difference: recipe === reference ? null : pairedDifference(values, referenceValues),
    };
  });
}
