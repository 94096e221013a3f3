import { createKernels } from '../../src-core/kernels/createKernels.ts';
import type { KernelSet } from '../../src-core/kernels/kernelSet.ts';
import { lossesOf } from './losses.ts';
import { teachWorkload } from './teachWorkload.ts';
import type { Workload } from './workloads.ts';

/** A workload's first steps with all that another program needs to take the same ones. */
export interface LossTrace {
  /** Before the first step, in canonical order: of each layer weights `[outputs, …inputs]` then biases; channels are last. */
  readonly parameters: Float32Array;
  /** Rows in the order in which they are taught, batch after batch. */
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
  /** The loss of each batch before its step, and the float64 reference's. */
  readonly losses: readonly number[];
  readonly reference: readonly number[];
}

/** Teaches the first steps of a workload, and keeps where they began and what was taught. */
export function traceLosses(workload: Workload, kernels: KernelSet, steps: number): LossTrace {
  const taught = teachWorkload(workload, kernels, true);
  const reference = teachWorkload(workload, createKernels('float64'), true);
  const { data, network, feed } = taught;
  const parameters = Float32Array.from(network.exportParameters());
  reference.network.importParameters(parameters);
  const rows = Array.from({ length: steps }, (_, step) => {
    const batch = step % feed.batchesPerEpoch;
    return [...feed.rowsOf((step - batch) / feed.batchesPerEpoch, batch, 1)];
  }).flat();
  return {
    parameters,
    inputs: gathered(data.inputs, data.inputSize, rows),
    targets: gathered(data.targets!, data.outputSize, rows),
    losses: lossesOf(taught, steps),
    reference: lossesOf(reference, steps),
  };
}

function gathered(values: ArrayLike<number>, rowSize: number, rows: readonly number[]): Float32Array {
  return Float32Array.from({ length: rows.length * rowSize }, (_, index) => {
    const row = rows[Math.floor(index / rowSize)]!;
    return values[row * rowSize + (index % rowSize)]!;
  });
}
