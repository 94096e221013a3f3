import type { ConfusionMatrix } from '../../../src-core/training/metrics.ts';

export interface ConfusionCell {
  readonly count: number;
  /** Of its row, that is of the samples of the actual class; 0 for a class that has none. */
  readonly share: number;
}

export function confusionShares({ counts }: ConfusionMatrix): ConfusionCell[][] {
  return counts.map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count) => ({ count, share: total === 0 ? 0 : count / total }));
  });
}

/** Strength of a cell's colour, 0…1: the root of its share, so that rare mistakes can be seen. */
export function confusionTint(share: number): number {
  return Math.sqrt(share);
}

export function shareText(share: number): string {
  return `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
}
