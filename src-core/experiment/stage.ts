import { schedules } from '../schedules/registry.ts';
import { z } from '../schema.ts';
import { skins } from '../skins/registry.ts';

/** Layers that are taught by a skin of their own before the trial's skin teaches the rest. */
export const stageSchema = z.strictObject({
  /** Names of the layers. */
  layers: z.array(z.string().min(1)).min(1).max(256),
  skin: skins.schema,
  epochs: z.number().int().min(1).max(1_000_000).default(1),
  /** Samples a step; 0 is the whole training part. */
  batchSize: z.number().int().min(0).max(1_000_000).default(50),
  /** Of the rate of the stage's skin, over the epochs of the stage. */
  schedule: schedules.schema.prefault({ type: 'linear' }),
});
export type Stage = Readonly<z.infer<typeof stageSchema>>;

/** Epochs of a trial: those of its stages, then its own. */
export function totalEpochs({ stages, epochs }: { readonly stages: readonly Stage[]; readonly epochs: number }): number {
  return stages.reduce((sum, stage) => sum + stage.epochs, epochs);
}
