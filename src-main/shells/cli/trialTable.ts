import Table from 'cli-table3';
import { rankingMeasures } from '../../../src-core/experiment/ranking.ts';
import type { SettingValue } from '../../../src-core/experiment/searchSpace.ts';
import type { SweepSummary, TrialSummary } from '../../contract/snapshots.ts';
import { formatMeasure, formatSeconds, formatShare } from './formatNumbers.ts';

/** The trials of a sweep, best first. */
export function rankedTrials({ sweep }: SweepSummary, trials: readonly TrialSummary[]): TrialSummary[] {
  const { rankedBy } = sweep;
  const sign = rankingMeasures[rankedBy].moreIsBetter ? -1 : 1;
  const rank = (trial: TrialSummary) => {
    const value = trial.metrics?.[rankedBy];
    return value === null || value === undefined ? Infinity : sign * value;
  };
  return [...trials].sort((one, other) => rank(one) - rank(other) || one.index - other.index);
}

/** A table for a terminal: one row a trial, one column for each varied setting. */
export function trialTable(summary: SweepSummary, trials: readonly TrialSummary[]): string {
  const paths = [...new Set(trials.flatMap(({ varied }) => Object.keys(varied)))];
  const severalDesigns = new Set(trials.map(({ designName }) => designName)).size > 1;
  const table = new Table({
    head: ['trial', ...(severalDesigns ? ['design'] : []), ...paths, 'seed', 'outcome', 'epochs', 'train loss', 'test loss', 'test accuracy', 'time'],
    style: { head: [], border: [] },
  });
  for (const { index, designName, varied, seed, state, metrics, seconds } of rankedTrials(summary, trials)) {
    table.push([
      index + 1,
      ...(severalDesigns ? [designName] : []),
      ...paths.map((path) => describeValue(varied[path])),
      seed,
      state,
      metrics?.epoch ?? '–',
      formatMeasure(metrics?.trainLoss),
      formatMeasure(metrics?.testLoss),
      formatShare(metrics?.testAccuracy),
      formatSeconds(seconds),
    ]);
  }
  return table.toString();
}

/** A setting as people read it: `adam (learningRate 0.01)`. */
export function describeValue(value: SettingValue | undefined): string {
  if (value === undefined) return '–';
  if (value === null) return 'none';
  if (typeof value !== 'object') return String(value);
  const { type, ...parameters } = value;
  const given = Object.entries(parameters).map(([key, parameter]) => `${key} ${String(parameter)}`);
  return given.length > 0 ? `${type} (${given.join(', ')})` : type;
}
