import { createKernels } from '../../src-core/kernels/createKernels.ts';
import type { KernelSet } from '../../src-core/kernels/kernelSet.ts';
import { largestDifference, lossesOf } from './losses.ts';
import { teachWorkload } from './teachWorkload.ts';
import type { Workload } from './workloads.ts';

/** Whether what is measured is real teaching. */
export interface LossCheck {
  /** Largest difference of the loss from the float64 reference's over the first steps, as a share of it. */
  readonly difference: number;
  readonly agrees: boolean;
  readonly falls: boolean;
}

const comparedSteps = 10;
const tolerance = 1e-4;
/** Losses of batches scatter: the fall is told from the means of the first and the last of so many samples. */
const taughtSamples = 20_000;

/** Compares the first losses with the reference's, and the mean loss at the start of a short run with that at its end. */
export function checkLoss(workload: Workload, kernels: KernelSet): LossCheck {
  const fast = teachWorkload(workload, kernels, true);
  const reference = teachWorkload(workload, createKernels('float64'), true);
  const losses = lossesOf(fast, comparedSteps);
  const difference = largestDifference(losses, lossesOf(reference, comparedSteps));
  for (let samples = 0; samples < taughtSamples;) {
    const { loss, rows } = fast.teach();
    losses.push(loss);
    samples += rows;
  }
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    difference,
    agrees: difference <= tolerance,
    falls: mean(losses.slice(-comparedSteps)) < mean(losses.slice(0, comparedSteps)),
  };
}
