import { preprocessingSchema, splitSchema } from '../data/partition.ts';
import { penaltiesSchema } from '../losses/penalties.ts';
import { losses } from '../losses/registry.ts';
import { designSchema } from '../network/design.ts';
import { optimizers } from '../optimizers/registry.ts';
import { schedules } from '../schedules/registry.ts';
import { z } from '../schema.ts';
import { skins } from '../skins/registry.ts';

/** Everything about a trial that a person sets, but its dataset, design and seed: what a sweep varies. */
export const trialSettingsSchema = z.strictObject({
  skin: skins.schema.prefault({ type: 'backpropagation' }),
  loss: losses.schema.prefault({ type: 'crossEntropy' }),
  normalised: z
    .boolean()
    .default(false)
    .meta({ label: 'Normalised loss', help: 'The loss sees the outputs divided by their sum (eq. 13).' }),
  optimizer: optimizers.schema.prefault({ type: 'adam' }),
  /** Of the learning rate; an optimizer with a line search has none and takes no notice. */
  schedule: schedules.schema.prefault({ type: 'constant' }),
  classWeights: z.enum(['none', 'balanced']).default('none').meta({
    label: 'Class weights',
    help: 'Balanced gives every class the same weight in teaching, however many samples it has; losses are reported without weights.',
  }),
  penalties: penaltiesSchema.prefault({}),
  batchSize: z
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .default(50)
    .meta({ label: 'Batch size', help: 'Samples a step; 0 is the whole training part.' }),
  epochs: z.number().int().min(1).max(1_000_000).default(10).meta({ label: 'Epochs', help: 'Passes over the training part.' }),
  maximumSeconds: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .meta({ label: 'Time limit', help: 'Seconds of training; empty is no limit.' }),
  maximumEvaluations: z
    .number()
    .int()
    .positive()
    .nullable()
    .default(null)
    .meta({ label: 'Evaluation limit', help: 'Function plus gradient evaluations; empty is no limit.' }),
  patience: z.number().int().positive().nullable().default(null).meta({
    label: 'Patience',
    help: 'Epochs without a better validation (else test) loss before it counts as converged; empty is never.',
  }),
  precision: z.enum(['float32', 'float64']).default('float32').meta({ label: 'Precision', help: 'float64 is the slow reference.' }),
  arithmetic: z.enum(['auto', 'mul-add']).default('auto').meta({
    label: 'Arithmetic',
    help: 'Of float32. mul-add rounds products and sums apart: the same bits on every machine that has SIMD. auto takes the fastest there is.',
  }),
  split: splitSchema.prefault({}),
  preprocessing: preprocessingSchema.prefault({}),
});
export type TrialSettings = z.infer<typeof trialSettingsSchema>;

/** config.json of a trial: all that decides its numbers. */
export const trialConfigSchema = z.strictObject({
  version: z.literal(1),
  /** Dataset id within the project, and the hash its data must have. */
  dataset: z.strictObject({ id: z.string(), sha256: z.string() }),
  designName: z.string(),
  design: designSchema,
  settings: trialSettingsSchema,
  /** All random streams of the trial derive from (seed, purpose). */
  seed: z.number().int().min(0),
});
export type TrialConfig = z.infer<typeof trialConfigSchema>;
