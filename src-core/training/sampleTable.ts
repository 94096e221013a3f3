import type { PreparedData } from '../data/partition.ts';
import type { IndexTensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { SampleTable } from '../skins/skin.ts';
import { gatherRows } from './gatherRows.ts';

/** The samples in the arena, where whole-step programs take their rows from. */
export interface PlacedTable extends SampleTable {
  /** True where all samples lie there, so that a run may be of several batches. */
  readonly resident: boolean;
  /** Makes rows ready and gives the numbers by which the table knows them, valid until the next call. */
  place(rows: Uint32Array): IndexTensor;
}

/** A dataset up to this size is copied whole; of a larger one, only the rows of a batch. */
const mostResidentBytes = 2 ** 26;

/**
 * Puts inputs, targets and the rows' weights where programs can read them.
 * @param mostRows most rows placed at a time; of a table that is not resident, the network's batch
 * @throws kernel/out-of-memory
 */
export function createSampleTable(
  kernels: KernelSet,
  data: PreparedData,
  weights: Float64Array | null,
  { batchRows, mostRows }: { readonly batchRows: number; readonly mostRows: number },
): PlacedTable | null {
  const { inputs, targets, inputSize, outputSize } = data;
  if (!targets || !kernels.programs) return null;
  const { arena } = kernels;
  const resident = inputs.byteLength + targets.byteLength <= mostResidentBytes;
  const rows = resident ? data.rows : batchRows;
  const table = {
    inputs: arena.allocate([rows, inputSize]),
    targets: arena.allocate([rows, outputSize]),
    weights: weights && arena.allocate([rows, 1]),
  };
  const order = arena.allocateIndices(resident ? mostRows : batchRows);
  if (resident) {
    arena.view(table.inputs).set(inputs);
    arena.view(table.targets).set(targets);
    if (weights && table.weights) arena.view(table.weights).set(weights);
  } else {
    arena.viewIndices(order).forEach((_, index, numbers) => (numbers[index] = index));
  }

  return {
    ...table,
    resident,
    place(chosen) {
      if (resident) {
        arena.indices.set(chosen, order.offset);
      } else {
        gatherRows(kernels, table.inputs, { values: inputs, rowSize: inputSize }, chosen);
        gatherRows(kernels, table.targets, { values: targets, rowSize: outputSize }, chosen);
        if (weights && table.weights) gatherRows(kernels, table.weights, { values: weights, rowSize: 1 }, chosen);
      }
      return order;
    },
  };
}
