import type { PreparedData } from '../../src-core/data/partition.ts';
import { trialSettingsSchema, type TrialSettings } from '../../src-core/experiment/trialConfig.ts';
import { createKernels } from '../../src-core/kernels/createKernels.ts';
import { parseNotation } from '../../src-core/network/notation/parseNotation.ts';
import type { z } from '../../src-core/schema.ts';
import type { MetricsRecord } from '../../src-core/training/metrics.ts';
import type { Termination } from '../../src-core/training/termination.ts';
import { createTrainer, type Trainer } from '../../src-core/training/trainer.ts';

export interface TrialOfTest {
  readonly data: PreparedData;
  readonly design: string;
  readonly settings?: z.input<typeof trialSettingsSchema>;
  readonly seed?: number;
  /** Seconds that pass between two looks at the clock. */
  readonly tick?: number;
}

/** A trainer in float64, unless the settings say otherwise, whose clock goes by ticks. */
export function trainerOf({ data, design, settings = {}, seed = 1, tick = 0 }: TrialOfTest): Trainer {
  const checked: TrialSettings = trialSettingsSchema.parse({ precision: 'float64', ...settings });
  const kernels = createKernels(checked.precision, { arithmetic: checked.arithmetic });
  let now = 0;
  const clock = () => (now += tick);
  return createTrainer({ design: parseNotation(design), settings: checked, seed, data, kernels, clock });
}

export interface Run {
  readonly records: readonly MetricsRecord[];
  readonly termination: Termination;
}

/** Trains to the end. */
export function finish(trainer: Trainer): Run {
  const records: MetricsRecord[] = [];
  for (;;) {
    const event = trainer.advance();
    if (event.kind === 'done') return { records, termination: event.termination };
    if (event.kind === 'metrics') records.push(event.record);
  }
}
