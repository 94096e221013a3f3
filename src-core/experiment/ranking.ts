/** The measures a sweep can be ranked by, and whether more is better. */
export const rankingMeasures = {
  testAccuracy: { label: 'Test accuracy', moreIsBetter: true },
  testLoss: { label: 'Test loss', moreIsBetter: false },
  validationAccuracy: { label: 'Validation accuracy', moreIsBetter: true },
  validationLoss: { label: 'Validation loss', moreIsBetter: false },
  trainAccuracy: { label: 'Training accuracy', moreIsBetter: true },
  trainLoss: { label: 'Training loss', moreIsBetter: false },
} as const;
/** Name of a measure by which trials are ranked. */
export type RankingMeasure = keyof typeof rankingMeasures;

/** Anything with an index and a last record, such as a row of the table of trials. */
interface Rankable {
  readonly index: number;
  readonly metrics: Readonly<Partial<Record<RankingMeasure, number | null>>> | null;
}

/** A copy, best first by a measure; trials without it come last, equals in the order of their index. */
export function rankedTrials<Trial extends Rankable>(trials: readonly Trial[], measure: RankingMeasure): Trial[] {
  const sign = rankingMeasures[measure].moreIsBetter ? -1 : 1;
  const rank = ({ metrics }: Trial) => {
    const value = metrics?.[measure];
    return value === null || value === undefined || Number.isNaN(value) ? Number.MAX_VALUE : sign * value;
  };
  return [...trials].sort((one, other) => rank(one) - rank(other) || one.index - other.index);
}
