import type { TaughtWorkload } from './teachWorkload.ts';

/** The losses of the next steps of a workload taught batch by batch, each before its step. */
export function lossesOf(taught: TaughtWorkload, steps: number): number[] {
  return Array.from({ length: steps }, () => taught.teach().loss);
}

/** The largest difference of two runs' losses, as a share of the expected one. */
export function largestDifference(losses: readonly number[], expected: readonly number[]): number {
  const differences = expected.map((loss, step) => Math.abs(losses[step]! - loss) / Math.max(Math.abs(loss), 1e-8));
  return Math.max(...differences);
}
