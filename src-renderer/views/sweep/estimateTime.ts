import { settingsForAssignment } from '../../../src-core/experiment/settingsForAssignment.ts';
import type { Assignment } from '../../../src-core/experiment/searchSpace.ts';
import { totalEpochs } from '../../../src-core/experiment/stage.ts';
import type { Sweep } from '../../../src-core/experiment/sweep.ts';
import type { TrialSettings } from '../../../src-core/experiment/trialConfig.ts';
import type { NamedDesign, TrialSummary } from '../../../src-main/contract/snapshots.ts';
import type { PlannedTrial } from '../../../src-core/experiment/plannedTrials.ts';

export interface TimeEstimate {
  readonly seconds: number;
  /** Earlier trials that it goes by. */
  readonly from: number;
}

/** More planned trials than this are not gone through one by one while a person types. */
const mostTrials = 5000;

/**
 * Time a sweep will take, going by earlier trials on the same dataset: seconds an epoch of trials with the same design, skin, optimizer,
 * batch size and precision, times the planned epochs, shared among the workers. Null unless every planned trial has such a forerunner:
 * a guess is worth less than none.
 */
export function estimateTime(
  sweep: Sweep,
  planned: readonly PlannedTrial[],
  designs: readonly NamedDesign[],
  earlier: readonly { readonly sweep: Sweep; readonly trials: readonly TrialSummary[] }[],
  workers: number,
): TimeEstimate | null {
  if (planned.length === 0 || planned.length > mostTrials) return null;
  const rates = epochRates(earlier.filter((other) => other.sweep.datasetId === sweep.datasetId));
  const nameOf = new Map(designs.map(({ id, name }) => [id, name]));
  const settingsOf = cachedSettings(sweep);
  const used = new Set<EpochRate>();
  let seconds = 0;
  for (const { designId, recipe, assignment } of planned) {
    const settings = settingsOf(assignment, recipe);
    const rate = rates.get(effortKey(recipe ?? nameOf.get(designId!) ?? '', settings));
    if (!rate) return null;
    used.add(rate);
    seconds += (rate.seconds / rate.epochs) * totalEpochs(settings);
  }
  const from = [...used].reduce((sum, { trials }) => sum + trials, 0);
  return { seconds: seconds / Math.min(workers, planned.length), from };
}

interface EpochRate {
  seconds: number;
  epochs: number;
  trials: number;
}

function epochRates(earlier: readonly { readonly sweep: Sweep; readonly trials: readonly TrialSummary[] }[]): Map<string, EpochRate> {
  const rates = new Map<string, EpochRate>();
  for (const { sweep, trials } of earlier) {
    const settingsOf = cachedSettings(sweep);
    for (const { designName, varied, metrics, seconds } of trials) {
      if (!metrics || metrics.epoch < 1 || seconds <= 0) continue;
      const key = effortKey(designName, settingsOf(varied, designName));
      const rate = rates.get(key) ?? { seconds: 0, epochs: 0, trials: 0 };
      rates.set(key, { seconds: rate.seconds + seconds, epochs: rate.epochs + metrics.epoch, trials: rate.trials + 1 });
    }
  }
  return rates;
}

/** What decides how long an epoch takes, as far as settings do. */
function effortKey(designName: string, { skin, optimizer, batchSize, precision, split }: TrialSettings): string {
  return JSON.stringify([designName, skin.type, optimizer.type, batchSize, precision, split.testFraction + split.validationFraction]);
}

function cachedSettings({ settings, recipes }: Sweep): (assignment: Assignment, recipe: string | null) => TrialSettings {
  const known = new Map<string, TrialSettings>();
  return (assignment, recipe) => {
    const { design: _design, ...values } = assignment;
    const base = recipes.find(({ name }) => name === recipe)?.settings ?? settings;
    const key = JSON.stringify([base === settings ? null : recipe, values]);
    const found = known.get(key) ?? settingsForAssignment(base, values);
    known.set(key, found);
    return found;
  };
}
