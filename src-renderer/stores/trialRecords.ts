import type { TimedMetrics, TrialSummary } from '../../src-main/contract/snapshots.ts';

/**
 * The trials of one sweep as plain arrays that are changed in place: an event costs O(1), and nothing here is reactive. Whoever shows them
 * watches the counters of the trials store instead.
 */
export interface TrialRecords {
  /** By trial number. */
  readonly summaries: readonly (TrialSummary | undefined)[];
  setSummary(summary: TrialSummary): void;
  /** Takes an answer of the workbench; events that came while it was under way are newer and win. */
  setSummaries(answer: readonly TrialSummary[], newer: ReadonlyMap<number, TrialSummary>): void;
  /** Records of a trial in the order of their steps; undefined until they were asked for. */
  metrics(trial: number): readonly TimedMetrics[] | undefined;
  metricTrials(): readonly number[];
  setMetrics(trial: number, answer: readonly TimedMetrics[], newer: readonly TimedMetrics[]): void;
  /** Does nothing for a trial whose records were never asked for. */
  addMetrics(trial: number, added: readonly TimedMetrics[]): void;
  clear(): void;
}

export function createTrialRecords(): TrialRecords {
  let summaries: (TrialSummary | undefined)[] = [];
  const metrics = new Map<number, TimedMetrics[]>();

  return {
    get summaries() {
      return summaries;
    },
    setSummary(summary) {
      summaries[summary.index] = summary;
    },
    setSummaries(answer, newer) {
      summaries = [];
      for (const summary of answer) summaries[summary.index] = newer.get(summary.index) ?? summary;
      for (const summary of newer.values()) summaries[summary.index] = summary;
    },
    metrics: (trial) => metrics.get(trial),
    metricTrials: () => [...metrics.keys()],
    setMetrics(trial, answer, newer) {
      const records = [...answer];
      appendRecords(records, newer);
      metrics.set(trial, records);
    },
    addMetrics(trial, added) {
      const records = metrics.get(trial);
      if (records) appendRecords(records, added);
    },
    clear() {
      summaries = [];
      metrics.clear();
    },
  };
}

/**
 * Appends records. One whose step was reached before replaces that and all later records: a trial that is resumed goes on from its
 * checkpoint, one that is retried starts again.
 */
function appendRecords(records: TimedMetrics[], added: readonly TimedMetrics[]): void {
  for (const record of added) {
    while (records.length > 0 && isNotBefore(records[records.length - 1]!, record)) records.pop();
    records.push(record);
  }
}

function isNotBefore(record: TimedMetrics, other: TimedMetrics): boolean {
  return record.epoch > other.epoch || (record.epoch === other.epoch && record.step >= other.step);
}
