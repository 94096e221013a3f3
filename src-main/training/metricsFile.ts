import { open } from 'node:fs/promises';
import type { MetricsRecord } from '../../src-core/training/metrics.ts';
import { writeDurably } from '../project/durableFiles.ts';
import { readMetrics } from './trialFiles.ts';

/** metrics.jsonl as its trainer writes it. */
export interface MetricsFile {
  /** Kept for the next `flush`. */
  add(record: MetricsRecord): void;
  /** Appends what was added. */
  flush(): Promise<void>;
  /** `flush`, and waits for the disk: a checkpoint must not be newer than its metrics. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Opens it empty, or cut back to what a checkpoint taken at `resumeAtEpoch` had seen. */
export async function openMetricsFile(path: string, resumeAtEpoch: number | null): Promise<MetricsFile> {
  const kept = resumeAtEpoch === null ? [] : (await readMetrics(path)).filter(({ epoch }) => epoch <= resumeAtEpoch);
  await writeDurably(path, formatLines(kept));
  const handle = await open(path, 'a');
  let waiting: MetricsRecord[] = [];

  async function flush(): Promise<void> {
    const lines = formatLines(waiting);
    waiting = [];
    if (lines !== '') await handle.appendFile(lines);
  }

  return {
    add: (record) => void waiting.push(record),
    flush,
    async sync() {
      await flush();
      await handle.datasync();
    },
    async close() {
      await flush();
      await handle.close();
    },
  };
}

function formatLines(records: readonly MetricsRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
