import { trialSettingsSchema } from '../../src-core/experiment/trialConfig.ts';
import type { PreparedData } from '../../src-core/data/partition.ts';
import type { KernelSet } from '../../src-core/kernels/kernelSet.ts';
import { parseNotation } from '../../src-core/network/notation/parseNotation.ts';
import { assembleTrial, type TrialParts } from '../../src-core/training/assembleTrial.ts';
import { lossKinds } from './lossKinds.ts';
import { workloadData } from './workloadData.ts';
import type { Workload } from './workloads.ts';

/** A workload under way; `data`, `network` and `feed` are what it teaches, to whom, and in which order. */
export interface TaughtWorkload extends Pick<TrialParts, 'network' | 'feed'> {
  readonly data: PreparedData;
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
  const { network, teacher, feed } = assembleTrial({ design: parseNotation(workload.design), settings, seed: 1, data, kernels });
  let epoch = 0;
  let batch = 0;
  return {
    data,
    network,
    feed,
    teach() {
      const { rows, batches, loss } = teacher.teach(epoch, batch, single ? 1 : Infinity, () => 1);
      batch += batches;
      if (batch === feed.batchesPerEpoch) {
        epoch++;
        batch = 0;
      }
      return { rows, loss };
    },
  };
}
