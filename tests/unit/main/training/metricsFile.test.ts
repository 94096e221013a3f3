import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { MetricsRecord } from '../../../../src-core/training/metrics.ts';
import { openMetricsFile } from '../../../../src-main/training/metricsFile.ts';
import { readMetrics } from '../../../../src-main/training/trialFiles.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

function record(epoch: number): MetricsRecord {
  const unknown = {
    trainLoss: null,
    trainAccuracy: null,
    validationLoss: null,
    validationAccuracy: null,
    testLoss: null,
    testAccuracy: null,
  };
  return { epoch, step: 10 * epoch, samples: 100 * epoch, functionEvaluations: 0, gradientEvaluations: 0, ...unknown };
}

async function write(path: string, resumeAtEpoch: number | null, epochs: readonly number[]): Promise<void> {
  const file = await openMetricsFile(path, resumeAtEpoch);
  for (const epoch of epochs) file.add(record(epoch));
  await file.close();
}

it('starts empty, and is cut back to the checkpoint it is resumed from', async () => {
  const path = join(await temporaryFolder(), 'metrics.jsonl');
  await write(path, null, [0, 1]);
  await write(path, null, [0, 1, 2, 3]);
  const whole = await readFile(path, 'utf8');
  await write(path, 1.5, [2, 3]);
  expect(await readFile(path, 'utf8')).toBe(whole);
});

it('leaves out a line that a crash cut short', async () => {
  const path = join(await temporaryFolder(), 'metrics.jsonl');
  await write(path, null, [0, 1]);
  await appendFile(path, JSON.stringify(record(2)).slice(0, 20));
  expect((await readMetrics(path)).map(({ epoch }) => epoch)).toEqual([0, 1]);
  await write(path, 1, [2]);
  expect((await readMetrics(path)).map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
});
