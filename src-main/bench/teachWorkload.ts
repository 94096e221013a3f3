import { trialSettingsSchema } from '../../src-core/experiment/trialConfig.ts';
import type { KernelSet } from '../../src-core/kernels/kernelSet.ts';
import { parseNotation } from '../../src-core/network/notation/parseNotation.ts';
import { assembleTrial } from '../../src-core/training/assembleTrial.ts';
import { lossKinds } from './lossKinds.ts';
import { workloadData } from './workloadData.ts';
import type { Workload } from './workloads.ts';

/** A workload under way. */
export interface TaughtWorkload {
  readonly parameters: number;
  /** Teaches some batches, the next of the workload's rows. */
  teach(): { readonly rows: number; readonly loss: number };
}

/** A workload before its first step; every call of `teach` continues it, batch by batch where `single`. */
export function teachWorkload(workload: Workload, kernels: KernelSet, single = false): TaughtWorkload {
  const data = workloadData(workload, kernels.precision);
  const settings = trialSettingsSchema.parse({
    ...lossKinds[workload.loss],
    optimizer: { type: 'adam', learningRate: 0.001 },
    batchSize: workload.batch,
    precision: kernels.precision,
  });
  const { network, phases } = assembleTrial({ design: parseNotation(workload.design), settings, seed: 1, data, kernels });
  const { teacher, feed } = phases[0]!;
  let epoch = 0;
  let batch = 0;
  return {
    parameters: network.parameterCount,
    teach() {
      const { rows, batches, loss } = teacher.teach(epoch, batch, single ? 1 : Infinity, () => 1);
      batch += batches;
      if (batch === feed.batchesPerEpoch) {
        epoch++;
        batch = 0;
      }
      return { rows, loss: loss ?? NaN };
    },
  };
}
