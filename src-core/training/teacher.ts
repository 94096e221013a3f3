import type { PreparedData } from '../data/partition.ts';
import type { Network } from '../network/network.ts';
import type { RunStep, Skin } from '../skins/skin.ts';
import type { BatchFeed } from './batchFeed.ts';
import { createSampleTable } from './sampleTable.ts';

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
  readonly data: PreparedData;
  /** What each row's loss is multiplied by; null is 1 for all. */
  readonly weights: Float64Array | null;
  /** Rows of a batch, and of the training part. */
  readonly batchRows: number;
  readonly partRows: number;
}

/** Batches of one call are as many as keep it under about a millisecond; so many products of weights and samples are. */
const productsOfCall = 2 ** 21;

/** Teaches by whole-step programs where skin and kernels can, several small batches a call, else batch by batch. */
export function createTeacher({ network, skin, feed, data, weights, batchRows, partRows }: TeacherOptions): Teacher {
  const work = batchRows * network.parameterCount;
  const wanted = Math.max(1, Math.min(network.kernels.programs?.mostBatches ?? 1, Math.floor(productsOfCall / work)));
  const table = skin.openRun ? createSampleTable(network.kernels, data, weights, { batchRows, mostRows: wanted * batchRows }) : null;
  const run = (table && skin.openRun?.(table)) ?? null;
  const batchesOfRun = table?.resident ? wanted : 1;

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
