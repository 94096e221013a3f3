import Table from 'cli-table3';
import { describeSetting } from '../../../src-core/experiment/describeSetting.ts';
import { rankedTrials } from '../../../src-core/experiment/ranking.ts';
import type { SweepSummary, TrialSummary } from '../../contract/snapshots.ts';
import { formatMeasure, formatSeconds, formatShare } from './formatNumbers.ts';

/** A table for a terminal: one row a trial, one column for each varied setting. */
export function trialTable(summary: SweepSummary, trials: readonly TrialSummary[]): string {
  const paths = [...new Set(trials.flatMap(({ varied }) => Object.keys(varied)))];
  const severalDesigns = new Set(trials.map(({ designName }) => designName)).size > 1;
  const table = new Table({
    head: [
      'trial',
      ...(severalDesigns ? ['design'] : []),
      ...paths,
      'seed',
      'outcome',
      'epochs',
      'train loss',
      'test loss',
      'test accuracy',
      'time',
    ],
    style: { head: [], border: [] },
  });
  for (const { index, designName, varied, seed, state, metrics, seconds } of rankedTrials(trials, summary.sweep.rankedBy)) {
    table.push([
      index + 1,
      ...(severalDesigns ? [designName] : []),
      ...paths.map((path) => describeSetting(varied[path])),
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
