import { comparisonRows as coreRows, type ComparisonRow as CoreRow } from '../../../src-core/experiment/comparisonRows.ts';
import type { PairedDifference } from '../../../src-core/experiment/pairedDifference.ts';
import { baselineSkins } from '../../../src-core/experiment/comparisonRecipes.ts';
import type { Recipe } from '../../../src-core/experiment/recipe.ts';
import type { MeanEstimate } from '../../../src-core/experiment/statistics.ts';
import type { TrialSummary } from '../../../src-main/contract/snapshots.ts';

/** A line of the comparison document: what came of a recipe so far, by its trials that were taught to their end. */
export interface ComparisonLine extends CoreRow {
  readonly isBaseline: boolean;
  /** All its trials, by seed. */
  readonly trials: readonly TrialSummary[];
}

const ends: ReadonlySet<TrialSummary['state']> = new Set(['budget', 'converged']);

/** Whether a trial has been taught to its end, so that it can be held against others. */
export function isDone({ state }: TrialSummary): boolean {
  return ends.has(state);
}

/** A line for each recipe, in their order. @param reference name of the recipe that the others are held against */
export function comparisonLines(
  recipes: readonly Recipe[],
  trials: readonly (TrialSummary | undefined)[],
  reference: string,
): ComparisonLine[] {
  const known = trials.filter((trial): trial is TrialSummary => trial !== undefined);
  return coreRows(recipes, known.filter(isDone), reference).map((row, index) => ({
    ...row,
    isBaseline: baselineSkins.includes(recipes[index]!.settings.skin.type),
    trials: known.filter(({ designName }) => designName === row.recipe).sort((a, b) => a.seed - b.seed),
  }));
}

export type ComparisonSort = { readonly key: string; readonly descending: boolean };

/** A copy in the order asked for, what has no value last either way; equals as they were. */
export function sortLines(rows: readonly ComparisonLine[], { key, descending }: ComparisonSort): ComparisonLine[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [orderOf(one, key), orderOf(other, key)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en'));
  });
}

function orderOf(row: ComparisonLine, key: string): number | string | null {
  switch (key) {
    case 'name':
      return row.recipe;
    case 'reads':
      return row.reads;
    case 'accuracy':
      return row.estimate?.mean ?? null;
    case 'difference':
      return row.difference?.mean ?? null;
    case 'seconds':
      return row.secondsPerTrial;
    default:
      return row.byReadout[key]?.mean ?? null;
  }
}

/** A mean of shares as percentages: "95.3 ± 0.4 %"; "95.3 %" of one seed. */
export function accuracyText(estimate: MeanEstimate | null | undefined): string {
  if (!estimate) return '–';
  return estimate.halfWidth === null ? `${percent(estimate.mean)} %` : `${percent(estimate.mean)} ± ${percent(estimate.halfWidth)} %`;
}

/** How much above the reference, in words too: "+1.2 ± 0.3, better". */
export function differenceText(difference: PairedDifference | null): { readonly text: string; readonly verdict: string } {
  if (!difference) return { text: '–', verdict: '' };
  const { mean, halfWidth, isSignificant } = difference;
  const sign = mean < 0 ? '−' : '+';
  const verdict = !isSignificant ? 'no clear difference' : mean > 0 ? 'better' : 'worse';
  return { text: `${sign}${percent(Math.abs(mean))} ± ${percent(halfWidth ?? 0)}`, verdict };
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
