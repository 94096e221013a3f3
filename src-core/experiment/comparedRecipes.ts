import type { Choice } from '../registry.ts';
import { skins } from '../skins/registry.ts';
import type { SkinMember, TeachingTask } from '../skins/skin.ts';
import { baselineSkins, comparisonRecipes } from './comparisonRecipes.ts';
import type { Recipe } from './recipe.ts';
import { trialSettingsSchema, type TrialSettings } from './trialConfig.ts';

/** What a person chooses for a comparison of skins, beside the data and the seeds. */
export interface ComparisonWish {
  /** Names of skins; the baselines come with them. */
  readonly skins: readonly string[];
  /** Names of readouts by which every network is read when it has been taught, beside the one that suits its skin. */
  readonly readouts: readonly string[];
  /** In place of the epochs of every recipe's own skin; null leaves each its usual ones. */
  readonly epochs: number | null;
}

/** Skins that can be chosen for a comparison: all but those of the baselines, and whitening, which is a layer for others. */
export function comparableSkins(): readonly SkinMember[] {
  return skins.members.filter(({ name }) => name !== 'whitening' && !baselineSkins.includes(name));
}

/** The recipes of a comparison: the baselines and the usual ones of the skins, read as wished. @throws registry/unknown-member, design/… */
export function comparedRecipes({ skins: names, readouts, epochs }: ComparisonWish, task: TeachingTask): Recipe[] {
  return comparisonRecipes(names, task).map(({ name, design, settings }) => {
    const others = otherReadouts(settings, readouts);
    const taught = epochs === null || isAtOnce(settings.skin.type) ? settings.epochs : epochs;
    return { name, design, settings: trialSettingsSchema.parse({ ...settings, otherReadouts: others, epochs: taught }) };
  });
}

/** Name of the readout that gives a trial's accuracies: the one of its settings, else what suits its skin. */
export function ownReadout({ readout, skin }: Pick<TrialSettings, 'readout' | 'skin'>): string {
  return readout?.type ?? { inputs: 'logistic', membership: 'identify', targets: 'outputs' }[skins.get(skin.type).reads];
}

/** Where the inputs themselves are read, they are by every readout. */
function otherReadouts(settings: TrialSettings, wanted: readonly string[]): Choice[] {
  const from = settings.readout?.['from'] === 'input' ? { from: 'input' } : {};
  return wanted.filter((type) => type !== ownReadout(settings)).map((type) => ({ type, ...from }));
}

/** Skins whose weights are there after one look at the samples. */
function isAtOnce(skin: string): boolean {
  return skin === 'untaught' || skin === 'exemplars';
}
