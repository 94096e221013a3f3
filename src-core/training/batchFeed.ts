import type { PreparedData } from '../data/partition.ts';
import { WorkbenchError } from '../errors.ts';
import type { Tensor } from '../kernels/arena.ts';
import type { Network } from '../network/network.ts';
import { createRandom } from '../random/createRandom.ts';
import { deriveSeed } from '../random/deriveSeed.ts';
import { shuffle } from '../random/shuffle.ts';
import type { SkinBatch, SkinReads } from '../skins/skin.ts';
import { gatherRows } from './gatherRows.ts';

/** The training part, batch by batch. Where a batch lies depends on (seed, epoch, batch) alone. */
export interface BatchFeed {
  readonly batchesPerEpoch: number;
  /** Puts a batch's inputs into the network and gives the skin what it declared, nothing else. */
  load(epoch: number, batch: number): SkinBatch;
  /** Numbers of the rows of some batches of an epoch, from the batch-th on, one batch after the other. */
  rowsOf(epoch: number, batch: number, batches: number): Uint32Array;
}

export interface BatchFeedOptions {
  readonly network: Network;
  readonly data: PreparedData;
  readonly reads: SkinReads;
  /** 0 is the whole training part. */
  readonly batchSize: number;
  readonly seed: number;
}

/**
 * Deals the training rows in a new order every epoch; the last batch of an epoch may be smaller. A batch of the whole part keeps the
 * order of the rows, so that its objective stays the same to the bit.
 * @throws training/no-rows, training/no-targets, training/no-sets
 */
export function createBatchFeed({ network, data, reads, batchSize, seed }: BatchFeedOptions): BatchFeed {
  const part = data.parts.train;
  if (part.length === 0) {
    throw new WorkbenchError(
      'training/no-rows',
      'The training part is empty. Give the dataset more rows, or the test and validation parts less of them.',
    );
  }
  const size = batchRows(batchSize, part.length);
  const whole = size === part.length;
  const order = part.slice();
  let orderedEpoch = -1;
  const answer = batchMaker(network, data, reads);

  function rowsOf(epoch: number, batch: number, batches: number): Uint32Array {
    if (!whole && orderedEpoch !== epoch) {
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
      return answer(rows, whole);
    },
  };
}

/** Rows of a batch: 0, or more than there are, is all of them. */
export function batchRows(batchSize: number, rows: number): number {
  return batchSize === 0 ? rows : Math.min(batchSize, rows);
}

/** Only a skin that reads targets or sets gets a function that can reach them. */
function batchMaker(network: Network, data: PreparedData, reads: SkinReads): (rows: Uint32Array, whole: boolean) => SkinBatch {
  switch (reads) {
    case 'inputs':
      return (rows, whole) => ({ reads, rows: rows.length, whole });
    case 'membership':
      return membershipBatches(data);
    case 'targets':
      return targetBatches(network, data);
  }
}

function membershipBatches({ labels }: PreparedData): (rows: Uint32Array, whole: boolean) => SkinBatch {
  if (!labels) {
    throw new WorkbenchError(
      'training/no-sets',
      'This skin asks which set a sample belongs to, and the dataset has no classes. Make a text column the target.',
    );
  }
  return (rows, whole) => ({ reads: 'membership', rows: rows.length, whole, sets: Int32Array.from(rows, (row) => labels[row]!) });
}

function targetBatches(
  { kernels, batch }: Network,
  { targets, outputSize }: PreparedData,
): (rows: Uint32Array, whole: boolean) => SkinBatch {
  if (!targets) {
    throw new WorkbenchError(
      'training/no-targets',
      'This skin compares outputs with targets, and the dataset has none. Make a column the target.',
    );
  }
  const wanted: Tensor = kernels.arena.allocate([batch, outputSize]);
  return (rows, whole) => {
    gatherRows(kernels, wanted, { values: targets, rowSize: outputSize }, rows);
    return { reads: 'targets', rows: rows.length, whole, targets: wanted };
  };
}
