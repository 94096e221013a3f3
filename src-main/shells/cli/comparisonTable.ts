import Table from 'cli-table3';
import type { ComparisonRow } from '../../../src-core/experiment/comparisonRows.ts';
import { referenceRecipe } from '../../../src-core/experiment/comparisonRows.ts';
import type { MeanEstimate } from '../../../src-core/experiment/statistics.ts';
import { readouts } from '../../../src-core/readouts/registry.ts';
import { formatSeconds } from './formatNumbers.ts';
import { readsWords } from './readsWords.ts';

/** A comparison for a terminal: a row a recipe, test accuracies as mean ± 95 % interval over the seeds. */
export function comparisonTable(rows: readonly ComparisonRow[]): string {
  const others = Object.keys(rows[0]?.byReadout ?? {});
  const table = new Table({
    head: [
      'recipe',
      'reads',
      'test accuracy',
      'read by',
      ...others.map((name) => readouts.get(name).label.toLowerCase()),
      `less ${referenceRecipe.toLowerCase()}`,
      'time a trial',
    ],
    style: { head: [], border: [] },
  });
  for (const { recipe, reads, estimate, readout, byReadout, difference, secondsPerTrial } of rows) {
    table.push([
      recipe,
      readsWords[reads],
      formatEstimate(estimate),
      readouts.get(readout).label.toLowerCase(),
      ...others.map((name) => formatEstimate(byReadout[name] ?? null)),
      difference ? `${difference.mean > 0 ? '+' : ''}${formatEstimate(difference)}${difference.isSignificant ? ' *' : ''}` : '–',
      secondsPerTrial === null ? '–' : formatSeconds(secondsPerTrial),
    ]);
  }
  return `${table.toString()}\nMean ± 95 % interval over the seeds; * differs from ${referenceRecipe.toLowerCase()} by more than chance, seed by seed.`;
}

/** A share with its interval, as percentages. */
function formatEstimate(estimate: MeanEstimate | null): string {
  if (!estimate) return '–';
  const { mean, halfWidth } = estimate;
  return halfWidth === null ? `${(100 * mean).toFixed(1)} %` : `${(100 * mean).toFixed(1)} ± ${(100 * halfWidth).toFixed(1)} %`;
}
