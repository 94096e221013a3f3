import type { PreparedData } from '../data/partition.ts';
import { WorkbenchError } from '../errors.ts';
import type { TrialSettings } from '../experiment/trialConfig.ts';

/**
 * What the loss of each row is multiplied by in teaching, or null for 1 everywhere. Balanced: wᵣ = N/(K Nₖ) for a row of class k, with Nₖ
 * of the N training rows in it and K classes that have any; 1 on average over the training part, and N/K in sum over every class.
 * @returns `[rows]`; rows of classes that are not in the training part have 0
 * @throws training/no-classes
 */
export function sampleWeights({ labels, parts, rows }: PreparedData, kind: TrialSettings['classWeights']): Float64Array | null {
  if (kind === 'none') return null;
  if (!labels) {
    throw new WorkbenchError(
      'training/no-classes',
      'Balanced class weights need classes, and the target of this dataset is a number or missing. Set the class weights to none.',
    );
  }
  const counts = new Map<number, number>();
  for (const row of parts.train) counts.set(labels[row]!, (counts.get(labels[row]!) ?? 0) + 1);
  const share = parts.train.length / counts.size;
  return Float64Array.from({ length: rows }, (_, row) => {
    const count = counts.get(labels[row]!);
    return count === undefined ? 0 : share / count;
  });
}
