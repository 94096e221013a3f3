import { join } from 'node:path';
import type { TrialConfig } from '../../src-core/experiment/trialConfig.ts';
import { arithmeticSchema } from '../../src-core/kernels/kernelSet.ts';
import { z } from '../../src-core/schema.ts';
import { confusionMatrixSchema, metricsRecordSchema, type MetricsRecord } from '../../src-core/training/metrics.ts';
import { terminationSchema } from '../../src-core/training/termination.ts';
import type { TimedMetrics, TrialResult } from '../contract/snapshots.ts';
import { writeAtomically, writeDurably } from '../project/durableFiles.ts';
import { systemCode } from '../project/fileError.ts';
import { readBounded } from '../project/readBounded.ts';

/**
 * The files of one trial. The trainer process writes metrics.jsonl and checkpoint.bin; the workbench writes the rest, so that each
 * file has one writer: config.json before the trial starts, timing.json while it runs, result.json when it has ended.
 */
export function trialFiles(projectFolder: string, sweepId: string, index: number) {
  const folder = join(projectFolder, 'sweeps', sweepId, 'trials', String(index));
  return {
    folder,
    config: join(folder, 'config.json'),
    result: join(folder, 'result.json'),
    timing: join(folder, 'timing.json'),
    ...trainerFiles(folder),
  };
}
export type TrialFiles = ReturnType<typeof trialFiles>;

/** The files that a trainer process writes in its trial's folder. */
export function trainerFiles(folder: string) {
  return { metrics: join(folder, 'metrics.jsonl'), checkpoint: join(folder, 'checkpoint.bin') };
}

const resultSchema: z.ZodType<TrialResult> = z.strictObject({
  termination: terminationSchema,
  metrics: metricsRecordSchema.nullable(),
  parameters: z.number().int().min(0),
  parametersSha256: z.string(),
  arithmetic: arithmeticSchema,
  kernels: z.string(),
  confusion: confusionMatrixSchema.nullable(),
});

const timingSchema = z.strictObject({
  /** Seconds of training at which each line of metrics.jsonl was taken. */
  metricsSeconds: z.array(z.number().min(0)),
  /** Seconds of training in all. */
  seconds: z.number().min(0),
  samplesPerSecond: z.number().min(0),
});
export type TrialTiming = z.infer<typeof timingSchema>;

export async function writeConfig(files: TrialFiles, config: TrialConfig): Promise<void> {
  await writeDurably(files.config, `${JSON.stringify(config, null, 2)}\n`);
}

export async function writeResult(files: TrialFiles, result: TrialResult): Promise<void> {
  await writeDurably(files.result, `${JSON.stringify(result, null, 2)}\n`);
}

export async function writeTiming(files: TrialFiles, timing: TrialTiming): Promise<void> {
  await writeAtomically(files.timing, `${JSON.stringify(timing)}\n`);
}

export async function readResult(files: TrialFiles): Promise<TrialResult | null> {
  return parseJson(await readText(files.result), resultSchema);
}

export async function readTiming(files: TrialFiles): Promise<TrialTiming | null> {
  return parseJson(await readText(files.timing), timingSchema);
}

/** The records of metrics.jsonl; a line cut short by a crash is left out, and so is all that follows it. */
export async function readMetrics(path: string): Promise<MetricsRecord[]> {
  const records: MetricsRecord[] = [];
  for (const line of ((await readText(path)) ?? '').split('\n').slice(0, -1)) {
    const record = parseJson(line, metricsRecordSchema);
    if (record === null) break;
    records.push(record);
  }
  return records;
}

/** Metrics with the wall times known for them; where a crash lost those, the last known one stands in. */
export async function readTimedMetrics(files: TrialFiles): Promise<TimedMetrics[]> {
  const [records, timing] = await Promise.all([readMetrics(files.metrics), readTiming(files)]);
  const seconds = timing?.metricsSeconds ?? [];
  return records.map((record, index) => ({ ...record, seconds: seconds[index] ?? seconds.at(-1) ?? 0 }));
}

/** Metrics of a million epochs; a string can hold little more. */
const mostBytes = 500_000_000;

async function readText(path: string): Promise<string | null> {
  try {
    return await readBounded(path, mostBytes);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error))) return null;
    throw error;
  }
}

function parseJson<T>(text: string | null, schema: z.ZodType<T>): T | null {
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
