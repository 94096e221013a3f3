import { sweepSchema } from '../../src-core/experiment/sweep.ts';
import { settingValueSchema } from '../../src-core/experiment/searchSpace.ts';
import { designSchema } from '../../src-core/network/design.ts';
import { z } from '../../src-core/schema.ts';
import { metricsRecordSchema } from '../../src-core/training/metrics.ts';
import { terminationSchema } from '../../src-core/training/termination.ts';

const trial = z.number().int().min(0);

/** What the journal of a sweep records. Dataset, designs and settings are kept as they were at its start. */
export const sweepRecordSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('begun'),
    sweep: sweepSchema,
    dataset: z.strictObject({ id: z.string(), sha256: z.string() }),
    designs: z.array(z.strictObject({ id: z.string(), name: z.string(), design: designSchema })),
  }),
  z.strictObject({
    type: z.literal('planned'),
    trial,
    seed: z.number().int().min(0),
    designId: z.string().nullable(),
    recipe: z.string().nullable().default(null),
    varied: z.record(z.string(), settingValueSchema),
  }),
  z.strictObject({ type: z.literal('queued'), trial, fromCheckpoint: z.boolean() }),
  z.strictObject({ type: z.literal('started'), trial }),
  z.strictObject({
    type: z.literal('ended'),
    trial,
    termination: terminationSchema,
    metrics: metricsRecordSchema.nullable(),
    seconds: z.number().min(0),
  }),
]);
export type SweepRecord = z.infer<typeof sweepRecordSchema>;
export type SweepPlan = Extract<SweepRecord, { type: 'begun' }>;
export type PlannedRecord = Extract<SweepRecord, { type: 'planned' }>;
