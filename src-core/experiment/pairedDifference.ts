import { estimateMean, type MeanEstimate } from './statistics.ts';

/** How much one thing is above another, seed by seed. */
export interface PairedDifference extends MeanEstimate {
  /** Whether the 95 % interval leaves 0 out, so that the sign of the difference is more than chance. */
  readonly isSignificant: boolean;
}

/** Mean of the differences of values with the same seed, ± 95 % interval by Student's t; null with fewer than two seeds in common. */
export function pairedDifference(values: ReadonlyMap<number, number>, others: ReadonlyMap<number, number>): PairedDifference | null {
  const differences = [...values].flatMap(([seed, value]) => {
    const other = others.get(seed);
    return other === undefined ? [] : [value - other];
  });
  const estimate = differences.length < 2 ? null : estimateMean(differences);
  return estimate && { ...estimate, isSignificant: Math.abs(estimate.mean) > estimate.halfWidth! };
}
