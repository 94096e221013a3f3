import type { Dataset } from '../../../src-core/data/dataset.ts';
import { comparedRecipes, type ComparisonWish } from '../../../src-core/experiment/comparedRecipes.ts';
import { sweepSchema, type Sweep } from '../../../src-core/experiment/sweep.ts';
import { teachingTaskOf } from '../../../src-core/experiment/teachingTask.ts';
import { trialSettingsSchema } from '../../../src-core/experiment/trialConfig.ts';

/** A comparison as a person wants it, with its name, width and seeds. */
interface NewComparison extends ComparisonWish {
  readonly name: string;
  readonly neurons: number;
  readonly repeats: number;
  readonly seed: number;
}

/** Why skins cannot be compared on a dataset, in a sentence that says what to do; null where they can. */
export function comparisonProblem(dataset: Dataset): string | null {
  const target = dataset.columns.find(({ role }) => role === 'target');
  if (target?.kind === 'categorical') return null;
  return `${dataset.name} has no classes to tell apart: give a column of categories the role of target in the dataset's view.`;
}

/** What is wrong with the numbers of a wish, in a sentence; null where nothing is. */
export function wishProblem({
  neurons,
  repeats,
  seed,
  epochs,
}: Readonly<Record<'neurons' | 'repeats' | 'seed' | 'epochs', number | null>>): string | null {
  if (!isWhole(neurons, 1, 10_000)) return 'Give a whole number of neurons from 1 to 10,000.';
  if (!isWhole(repeats, 1, 1000)) return 'Give a whole number of seeds from 1 to 1,000.';
  if (!isWhole(seed, 0, Number.MAX_SAFE_INTEGER - 1000)) return 'Give a whole number as the first seed.';
  return epochs === null || isWhole(epochs, 1, 1_000_000) ? null : 'Give a whole number of epochs, or leave it empty.';
}

function isWhole(value: number | null, least: number, most: number): boolean {
  return value !== null && Number.isInteger(value) && value >= least && value <= most;
}

/** The baselines and the skins that were chosen, with their usual designs, as a sweep to be saved. @throws registry/unknown-member */
export function newComparison(dataset: Dataset, { name, neurons, repeats, seed, ...wish }: NewComparison): Sweep {
  return sweepSchema.parse({
    id: crypto.randomUUID(),
    name,
    datasetId: dataset.id,
    designIds: [],
    settings: trialSettingsSchema.parse({}),
    recipes: comparedRecipes(wish, teachingTaskOf(dataset, neurons)),
    repeats,
    seed,
  });
}
