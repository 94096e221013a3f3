import type { Dataset } from '../../../src-core/data/dataset.ts';

/** Whether a dataset has two numbers for inputs, so that they span a plane. */
export function hasPlane(dataset: Dataset | undefined): boolean {
  const features = dataset?.columns.filter(({ role, kind }) => role === 'feature' && kind !== 'text') ?? [];
  return features.length === 2 && features.every(({ kind, shape }) => kind === 'numeric' && shape.length === 0);
}
