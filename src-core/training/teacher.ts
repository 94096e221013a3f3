import type { Network } from '../network/network.ts';
import type { RunStep, Skin } from '../skins/skin.ts';
import type { BatchFeed } from './batchFeed.ts';
import type { PlacedTable } from './sampleTable.ts';

/** Teaches batches of the training part. */
export interface Teacher {
  /**
   * Teaches at least one batch of an epoch, from the batch-th on, and no more than `mostBatches` nor beyond the epoch. `rateShare` gives
   * what the learning rate is multiplied by on a batch of that number in the epoch.
   */
  teach(epoch: number, batch: number, mostBatches: number, rateShare: (batch: number) => number): TaughtBatches;
}

interface TaughtBatches extends RunStep {
  readonly rows: number;
}

interface TeacherOptions {
  readonly network: Network;
  readonly skin: Skin;
  readonly feed: BatchFeed;
  /** Where programs find the samples; null to do without programs. */
  readonly table: PlacedTable | null;
  /** Rows of a batch, and of the training part. */
  readonly batchRows: number;
  readonly partRows: number;
}

/** Batches of one call are as many as keep it under about a millisecond; so many products of weights and samples are. */
const productsOfCall = 2 ** 21;

/** Batches of a call, of so many rows each, for a network of so many parameters. */
export function batchesOfCall({ kernels, parameterCount }: Network, batchRows: number): number {
  return Math.max(1, Math.min(kernels.programs?.mostBatches ?? 1, Math.floor(productsOfCall / (batchRows * parameterCount))));
}

/** Teaches by whole-step programs where skin and kernels can, several small batches a call, else batch by batch. */
export function createTeacher({ network, skin, feed, table, batchRows, partRows }: TeacherOptions): Teacher {
  const run = (table && skin.openRun?.(table)) ?? null;
  const batchesOfRun = table?.resident ? batchesOfCall(network, batchRows) : 1;

  function teachRun(epoch: number, batch: number, mostBatches: number, rateShare: (batch: number) => number): TaughtBatches | null {
    if (!run || !table) return null;
    const wholeBatches = Math.floor(partRows / batchRows) - batch;
    const batches = Math.max(1, Math.min(batchesOfRun, mostBatches, wholeBatches));
    const numbers = feed.rowsOf(epoch, batch, batches);
    const rows = numbers.length / batches;
    const step = run.teach({ order: table.place(numbers), rows, batches, rateShare: (taught) => rateShare(batch + taught) });
    return step && { ...step, rows: step.batches * rows };
  }

  return {
    teach(epoch, batch, mostBatches, rateShare) {
      const taught = teachRun(epoch, batch, mostBatches, rateShare);
      if (taught) return taught;
      const loaded = feed.load(epoch, batch);
      return { ...skin.step(loaded, rateShare(batch)), batches: 1, rows: loaded.rows };
    },
  };
}
