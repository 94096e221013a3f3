import type { Dataset } from '../../../src-core/data/dataset.ts';
import { baselineSkins, comparisonRecipes, type Recipe } from '../../../src-core/experiment/recipe.ts';
import { sweepSchema, type Sweep } from '../../../src-core/experiment/sweep.ts';
import { teachingTaskOf } from '../../../src-core/experiment/teachingTask.ts';
import { trialSettingsSchema } from '../../../src-core/experiment/trialConfig.ts';
import { skins } from '../../../src-core/skins/registry.ts';
import type { SkinMember } from '../../../src-core/skins/skin.ts';

/** Ways to read a frozen network beside the one that suits its skin. */
export type ComparedReadout = 'logistic' | 'setMean';

/** What a person chooses for a comparison of skins. */
export interface ComparisonWish {
  readonly name: string;
  readonly skins: readonly string[];
  readonly neurons: number;
  readonly repeats: number;
  readonly seed: number;
  readonly readouts: readonly ComparedReadout[];
  /** In place of the epochs of every recipe's own skin; null leaves each its usual ones. */
  readonly epochs: number | null;
}

/** Skins that can be chosen: all but those of the baselines, and whitening, which is a layer for others. */
export function comparableSkins(): readonly SkinMember[] {
  return skins.members.filter(({ name }) => name !== 'whitening' && !baselineSkins.includes(name));
}

/** Why skins cannot be compared on a dataset, in a sentence that says what to do; null where they can. */
export function comparisonProblem(dataset: Dataset): string | null {
  const target = dataset.columns.find(({ role }) => role === 'target');
  if (target?.kind === 'categorical') return null;
  return `${dataset.name} has no classes to tell apart: give a column of categories the role of target in the dataset's view.`;
}

/** What is wrong with the numbers of a wish, in a sentence; null where nothing is. */
export function wishProblem({ neurons, repeats, seed, epochs }: Readonly<Record<'neurons' | 'repeats' | 'seed' | 'epochs', number | null>>): string | null {
  if (!isWhole(neurons, 1, 10_000)) return 'Give a whole number of neurons from 1 to 10,000.';
  if (!isWhole(repeats, 1, 1000)) return 'Give a whole number of seeds from 1 to 1,000.';
  if (!isWhole(seed, 0, Number.MAX_SAFE_INTEGER - 1000)) return 'Give a whole number as the first seed.';
  return epochs === null || isWhole(epochs, 1, 1_000_000) ? null : 'Give a whole number of epochs, or leave it empty.';
}

function isWhole(value: number | null, least: number, most: number): boolean {
  return value !== null && Number.isInteger(value) && value >= least && value <= most;
}

/** The baselines and the skins that were chosen, with their usual designs, as a sweep to be saved. @throws registry/unknown-member */
export function newComparison(dataset: Dataset, wish: ComparisonWish): Sweep {
  const recipes = comparisonRecipes(wish.skins, teachingTaskOf(dataset, wish.neurons));
  return sweepSchema.parse({
    id: crypto.randomUUID(),
    name: wish.name,
    datasetId: dataset.id,
    designIds: [],
    settings: trialSettingsSchema.parse({}),
    recipes: recipes.map((recipe) => withWish(recipe, wish)),
    repeats: wish.repeats,
    seed: wish.seed,
  });
}

/** Skins whose weights are there after one look at the samples. */
function isAtOnce(skin: string): boolean {
  return skin === 'untaught' || skin === 'exemplars';
}

/** Of raw inputs the inputs are read by every readout. */
function withWish({ name, design, settings }: Recipe, { readouts, epochs }: ComparisonWish): Recipe {
  const own = settings.readout;
  const from = own?.['from'] === 'input' ? { from: 'input' } : {};
  const others = readouts.filter((type) => type !== own?.type).map((type) => ({ type, ...from }));
  const taught = epochs === null || isAtOnce(settings.skin.type) ? settings.epochs : epochs;
  return { name, design, settings: trialSettingsSchema.parse({ ...settings, otherReadouts: others, epochs: taught }) };
}
