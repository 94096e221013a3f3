import { z } from '../schema.ts';

const measure = z.number().nullable();

/**
 * One line of metrics.jsonl, written at the end of an epoch (and before the first, as epoch 0). Without wall times, so that two runs
 * of one config are equal to the byte. Losses are means per sample; accuracies are shares 0…1, null unless a classification.
 */
export const metricsRecordSchema = z.strictObject({
  epoch: z.number().min(0),
  /** Optimizer steps so far. */
  step: z.number().int().min(0),
  /** Samples seen so far. */
  samples: z.number().int().min(0),
  functionEvaluations: z.number().int().min(0),
  gradientEvaluations: z.number().int().min(0),
  trainLoss: measure,
  trainAccuracy: measure,
  validationLoss: measure,
  validationAccuracy: measure,
  testLoss: measure,
  testAccuracy: measure,
  /** What a skin without targets lowers, averaged over the samples since the record before; absent where it lowers nothing. */
  objective: z.number().optional(),
  /** Test accuracy by each of the other readouts, by its name; when the trial ends. */
  otherAccuracies: z.record(z.string(), measure).optional(),
  /** Of each layer of clipped neurons, by its name: the share of neurons that are fit, averaged over rows of the training part. */
  fitShares: z.record(z.string(), z.number().min(0).max(1)).optional(),
});
export type MetricsRecord = z.infer<typeof metricsRecordSchema>;

/** Counts `[actual class][predicted class]` over the test part. */
export const confusionMatrixSchema = z.strictObject({ classNames: z.array(z.string()), counts: z.array(z.array(z.number().int().min(0))) });
export type ConfusionMatrix = z.infer<typeof confusionMatrixSchema>;
