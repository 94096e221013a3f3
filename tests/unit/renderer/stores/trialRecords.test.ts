import { describe, expect, it } from 'vitest';
import type { TimedMetrics, TrialSummary } from '../../../../src-main/contract/snapshots.ts';
import { createTrialRecords } from '../../../../src-renderer/stores/trialRecords.ts';

const record = (epoch: number, trainLoss = epoch): TimedMetrics => ({
  epoch,
  step: 10 * epoch,
  samples: 100 * epoch,
  functionEvaluations: 0,
  gradientEvaluations: 0,
  trainLoss,
  trainAccuracy: null,
  validationLoss: null,
  validationAccuracy: null,
  testLoss: null,
  testAccuracy: null,
  seconds: epoch,
});
const summary = (index: number, state: TrialSummary['state'] = 'queued'): TrialSummary => ({
  index,
  seed: 1,
  designName: 'a',
  varied: {},
  state,
  termination: null,
  metrics: null,
  seconds: 0,
  progress: null,
});
const epochs = (metrics: readonly TimedMetrics[] | undefined): number[] | undefined => metrics?.map(({ epoch }) => epoch);

describe('metrics', () => {
  it('are not kept for a trial that nobody asked for', () => {
    const records = createTrialRecords();
    records.addMetrics(3, [record(0)]);
    expect(records.metrics(3)).toBeUndefined();
  });

  it('that came while the answer was under way are taken once', () => {
    const records = createTrialRecords();
    records.setMetrics(0, [record(0), record(1), record(2)], [record(2), record(3)]);
    expect(epochs(records.metrics(0))).toEqual([0, 1, 2, 3]);
  });

  it('go on from the checkpoint of a resumed trial, in the place of what had come after it', () => {
    const records = createTrialRecords();
    records.setMetrics(
      0,
      [0, 1, 2, 3, 4].map((epoch) => record(epoch)),
      [],
    );
    records.addMetrics(0, [record(3, 99), record(4)]);
    expect(epochs(records.metrics(0))).toEqual([0, 1, 2, 3, 4]);
    expect(records.metrics(0)![3]!.trainLoss).toBe(99);
  });

  it('begin anew when a trial is retried', () => {
    const records = createTrialRecords();
    records.setMetrics(0, [record(0), record(1)], []);
    records.addMetrics(0, [record(0)]);
    expect(epochs(records.metrics(0))).toEqual([0]);
  });

  it('keep their array while they grow, so that charts can tell what is new', () => {
    const records = createTrialRecords();
    records.setMetrics(0, [record(0)], []);
    const before = records.metrics(0);
    records.addMetrics(0, [record(1)]);
    expect(records.metrics(0)).toBe(before);
  });
});

describe('summaries', () => {
  it('told while the answer was under way are newer than the answer', () => {
    const records = createTrialRecords();
    records.setSummaries(
      [summary(0), summary(1)],
      new Map([
        [1, summary(1, 'running')],
        [2, summary(2)],
      ]),
    );
    expect(records.summaries.map((trial) => trial?.state)).toEqual(['queued', 'running', 'queued']);
  });
});
