import { trialConfigSchema } from '../../src-core/experiment/trialConfig.ts';
import { arithmeticSchema } from '../../src-core/kernels/kernelSet.ts';
import { mostThreads } from '../../src-core/kernels/threads.ts';
import { z } from '../../src-core/schema.ts';
import { identificationSchema } from '../../src-core/training/identification.ts';
import { confusionMatrixSchema, metricsRecordSchema } from '../../src-core/training/metrics.ts';
import { terminationSchema } from '../../src-core/training/termination.ts';

/** Raised whenever a message changes its meaning; a trainer of another version is refused. */
export const trainerProtocolVersion = 1;

/** Workbench → trainer process. */
export const trainerCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('start'),
    version: z.literal(trainerProtocolVersion),
    /** Absolute folders of the trial (it writes checkpoint.bin and metrics.jsonl there) and of the dataset (it only reads). */
    trialFolder: z.string(),
    datasetFolder: z.string(),
    config: trialConfigSchema,
    /** Threads that its steps may be divided among; no part of the config, because no bit depends on it. */
    threads: z.int().min(1).max(mostThreads),
    /** Go on from checkpoint.bin. */
    resume: z.boolean(),
  }),
  /** Write a checkpoint, report `done` with outcome `stopped`, and exit. */
  z.strictObject({ type: z.literal('stop'), reason: z.string() }),
]);
export type TrainerCommand = z.infer<typeof trainerCommandSchema>;

/** Trainer process → workbench; at most ten a second. */
export const trainerReportSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready'), version: z.literal(trainerProtocolVersion) }),
  z.strictObject({
    type: z.literal('started'),
    parameters: z.number().int(),
    kernels: z.string(),
    arithmetic: arithmeticSchema,
    /** Where the checkpoint was taken; later lines of metrics.jsonl are dropped and written anew. Null at a start. */
    resumedAtEpoch: z.number().nullable(),
  }),
  z.strictObject({
    type: z.literal('progress'),
    epoch: z.number(),
    fraction: z.number(),
    samplesPerSecond: z.number(),
    /** Seconds of training so far, earlier runs of a resumed trial included. */
    seconds: z.number(),
  }),
  z.strictObject({
    type: z.literal('metrics'),
    /** All since the last report: short epochs come faster than reports may. */
    records: z.array(z.strictObject({ record: metricsRecordSchema, seconds: z.number() })).min(1),
    /** Of the last of them. */
    confusion: confusionMatrixSchema.nullable(),
    identification: identificationSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('log'), text: z.string() }),
  /** Its last word; the checkpoint is on disk by then. */
  z.strictObject({
    type: z.literal('done'),
    termination: terminationSchema,
    parametersSha256: z.string(),
    seconds: z.number(),
    samplesPerSecond: z.number(),
  }),
]);
export type TrainerReport = z.infer<typeof trainerReportSchema>;
