import { createHash } from 'node:crypto';
import type { Dataset } from '../../src-core/data/dataset.ts';

/** SHA-256 of all of a dataset that decides a trial's numbers: its values and what each column is for. */
export function datasetFingerprint({ sha256, columns }: Pick<Dataset, 'sha256' | 'columns'>): string {
  const deciding = columns.map(({ name, kind, role, shape, scale, categories }) => [name, kind, role, shape, scale, categories]);
  return createHash('sha256').update(JSON.stringify([sha256, deciding])).digest('hex');
}
