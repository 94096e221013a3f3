import { rankingMeasures, type RankingMeasure } from '../../../src-core/experiment/ranking.ts';
import type { TrialSummary } from '../../../src-main/contract/snapshots.ts';

/** Number of the trial that is best so far by a measure; null while no trial has it. The first of equals, as `rankedTrials` has it. */
export function bestTrial(trials: readonly (TrialSummary | undefined)[], measure: RankingMeasure): number | null {
  const sign = rankingMeasures[measure].moreIsBetter ? 1 : -1;
  let best: { index: number; score: number } | null = null;
  for (const trial of trials) {
    const value = trial?.metrics?.[measure] ?? null;
    if (!trial || value === null || Number.isNaN(value)) continue;
    if (!best || sign * value > best.score) best = { index: trial.index, score: sign * value };
  }
  return best?.index ?? null;
}
