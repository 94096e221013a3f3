import { createHash } from 'node:crypto';
import type { Dataset } from '../../src-core/data/dataset.ts';
import { WorkbenchError } from '../../src-core/errors.ts';
import type { TrialConfig } from '../../src-core/experiment/trialConfig.ts';

/** SHA-256 of all of a dataset that decides a trial's numbers: its values and what each column is for. */
export function datasetFingerprint({ sha256, columns }: Pick<Dataset, 'sha256' | 'columns'>): string {
  const deciding = columns.map(({ name, kind, role, shape, scale, categories }) => [name, kind, role, shape, scale, categories]);
  return createHash('sha256')
    .update(JSON.stringify([sha256, deciding]))
    .digest('hex');
}

/** @throws trainer/other-data where a trial was planned on other data than these */
export function requireSameData(dataset: Dataset, config: TrialConfig): void {
  if (datasetFingerprint(dataset) === config.dataset.sha256) return;
  throw new WorkbenchError(
    'trainer/other-data',
    `The dataset "${dataset.name}" has changed since this trial was planned. Start a new sweep, or bring the old data back.`,
    { dataset: config.dataset.id },
  );
}
