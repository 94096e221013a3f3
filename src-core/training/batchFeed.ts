import type { PreparedData } from '../data/partition.ts';
import { WorkbenchError } from '../errors.ts';
import type { Tensor } from '../kernels/arena.ts';
import type { Network } from '../network/network.ts';
import { createRandom } from '../random/createRandom.ts';
import { deriveSeed } from '../random/deriveSeed.ts';
import { shuffle } from '../random/shuffle.ts';
import type { SkinBatch, SkinReads } from '../skins/skin.ts';
import { gatherRows } from './gatherRows.ts';
import { requireLabels, requireTargets } from './requireFitData.ts';

/** The training part, batch by batch. What a batch is depends on (seed, epoch, batch) alone, so that a resumed trial meets the same. */
export interface BatchFeed {
  readonly batchesPerEpoch: number;
  /** Puts a batch's inputs into the network, gives its dropout numbers of the batch's own, and the skin what it declared, nothing else. */
  load(epoch: number, batch: number): SkinBatch;
  /** Numbers of the rows of some batches of an epoch, from the batch-th on, one batch after the other. */
  rowsOf(epoch: number, batch: number, batches: number): Uint32Array;
}

/** What is fed to whom, and in which order. */
export interface BatchFeedOptions {
  readonly network: Network;
  readonly data: PreparedData;
  readonly reads: SkinReads;
  /** 0 is the whole training part. */
  readonly batchSize: number;
  readonly seed: number;
  /** What each row's loss is multiplied by, for skins that read targets; absent or null is 1 for all. */
  readonly weights?: Float64Array | null;
}

/**
 * Deals the training rows in a new order every epoch; the last batch of an epoch may be smaller. A batch of the whole part keeps the
 * order of the rows, so that its objective stays the same to the bit, unless the network draws at random in teaching.
 * @throws training/no-rows, training/no-targets, training/no-sets
 */
export function createBatchFeed({ network, data, reads, batchSize, seed, weights = null }: BatchFeedOptions): BatchFeed {
  const part = data.parts.train;
  if (part.length === 0) {
    throw new WorkbenchError(
      'training/no-rows',
      'The training part is empty. Give the dataset more rows, or the test and validation parts less of them.',
    );
  }
  const size = batchRows(batchSize, part.length);
  const isWholePart = size === part.length;
  const whole = isWholePart && !network.drawsInTeaching;
  const order = part.slice();
  let orderedEpoch = -1;
  const answer = batchMaker(network, data, reads, weights);

  function rowsOf(epoch: number, batch: number, batches: number): Uint32Array {
    if (!isWholePart && orderedEpoch !== epoch) {
      order.set(part);
      shuffle(order, createRandom(deriveSeed(seed, 'epoch', epoch)));
      orderedEpoch = epoch;
    }
    return order.subarray(batch * size, (batch + batches) * size);
  }

  return {
    batchesPerEpoch: Math.ceil(part.length / size),
    rowsOf,
    load(epoch, batch) {
      const rows = rowsOf(epoch, batch, 1);
      gatherRows(network.kernels, network.inputs, { values: data.inputs, rowSize: data.inputSize }, rows);
      if (network.drawsInTeaching) network.redraw(deriveSeed(seed, 'dropout', epoch, batch));
      return answer(rows, whole);
    },
  };
}

/** Rows of a batch: 0, or more than there are, is all of them. */
export function batchRows(batchSize: number, rows: number): number {
  return batchSize === 0 ? rows : Math.min(batchSize, rows);
}

/** Only a skin that reads targets or sets gets a function that can reach them. */
function batchMaker(
  network: Network,
  data: PreparedData,
  reads: SkinReads,
  weights: Float64Array | null,
): (rows: Uint32Array, whole: boolean) => SkinBatch {
  switch (reads) {
    case 'inputs':
      return (rows, whole) => ({ reads, rows: rows.length, whole });
    case 'membership':
      return membershipBatches(data);
    case 'targets':
      return targetBatches(network, data, weights);
  }
}

function membershipBatches(data: PreparedData): (rows: Uint32Array, whole: boolean) => SkinBatch {
  const labels = requireLabels(data);
  return (rows, whole) => ({ reads: 'membership', rows: rows.length, whole, sets: Int32Array.from(rows, (row) => labels[row]!) });
}

function targetBatches(
  { kernels, batch }: Network,
  data: PreparedData,
  weights: Float64Array | null,
): (rows: Uint32Array, whole: boolean) => SkinBatch {
  const targets = { values: requireTargets(data), rowSize: data.outputSize };
  const wanted: Tensor = kernels.arena.allocate([batch, data.outputSize]);
  const ofRows = weights && kernels.arena.allocate([batch, 1]);
  return (rows, whole) => {
    gatherRows(kernels, wanted, targets, rows);
    if (weights && ofRows) gatherRows(kernels, ofRows, { values: weights, rowSize: 1 }, rows);
    return { reads: 'targets', rows: rows.length, whole, targets: wanted, weights: ofRows };
  };
}
