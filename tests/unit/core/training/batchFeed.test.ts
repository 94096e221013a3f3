import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import type { Network } from '../../../../src-core/network/network.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import type { SkinReads } from '../../../../src-core/skins/skin.ts';
import { createBatchFeed } from '../../../../src-core/training/batchFeed.ts';
import { classificationData, regressionData } from '../../../support/preparedData.ts';

// Row r holds r, and its class is r mod 3: which rows are in a batch can be read off it.
const rows = Array.from({ length: 11 }, (_, row) => [row]);
const data = classificationData(
  rows,
  rows.map(([row]) => row! % 3),
  { train: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], test: [10] },
);

function feedOf({ reads = 'targets' as SkinReads, batchSize = 4, seed = 1, given = data, design = 'full 3' }) {
  const network = compileNetwork(parseNotation(design), given.inputShape, {
    kernels: createKernels('float64'),
    batch: 10,
    random: createRandom(1),
  });
  return { network, feed: createBatchFeed({ network, data: given, reads, batchSize, seed }) };
}

const inputsOf = (network: Network, count: number) => [...network.kernels.arena.view(network.inputs)].slice(0, count);

function epochOf(seed: number, epoch: number): number[][] {
  const { network, feed } = feedOf({ seed });
  return Array.from({ length: feed.batchesPerEpoch }, (_, batch) => inputsOf(network, feed.load(epoch, batch).rows));
}

describe('createBatchFeed', () => {
  it('deals every training row once an epoch, the last batch smaller', () => {
    const batches = epochOf(1, 0);
    expect(batches.map(({ length }) => length)).toEqual([4, 4, 2]);
    expect(batches.flat().toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('deals by (seed, epoch) alone, whatever was loaded before', () => {
    expect(epochOf(1, 5)).toEqual(epochOf(1, 5));
    expect(epochOf(1, 5)).not.toEqual(epochOf(1, 6));
    expect(epochOf(1, 5)).not.toEqual(epochOf(2, 5));
    const { network, feed } = feedOf({});
    feed.load(0, 0);
    feed.load(3, 1);
    expect(inputsOf(network, feed.load(5, 2).rows)).toEqual(epochOf(1, 5)[2]);
  });

  it.each([0, 10, 1000])('gives the whole part in its own order for a batch of %d', (batchSize) => {
    const { network, feed } = feedOf({ batchSize });
    expect(feed.batchesPerEpoch).toBe(1);
    expect(feed.load(7, 0)).toMatchObject({ rows: 10, whole: true });
    expect(inputsOf(network, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('puts the targets of the same rows beside the inputs', () => {
    const { network, feed } = feedOf({});
    const batch = feed.load(2, 1);
    if (batch.reads !== 'targets') throw new Error('targets were asked for');
    const targets = network.kernels.arena.view(batch.targets);
    inputsOf(network, 4).forEach((row, index) => expect(targets[index * 3 + (row % 3)]).toBe(1));
  });

  it('gives a skin what it declared and nothing else', () => {
    expect(Object.keys(feedOf({ reads: 'inputs' }).feed.load(0, 0)).toSorted()).toEqual(['reads', 'rows', 'whole']);
    const { network, feed } = feedOf({ reads: 'membership' });
    const batch = feed.load(0, 0);
    expect(Object.keys(batch).toSorted()).toEqual(['reads', 'rows', 'sets', 'whole']);
    expect(batch).toMatchObject({ reads: 'membership', sets: Int32Array.from(inputsOf(network, 4), (row) => row % 3) });
  });

  it('puts no target into the memory of a skin that reads inputs', () => {
    const marked = { ...data, targets: Float64Array.from(data.targets!, () => 12345) };
    const { network, feed } = feedOf({ reads: 'inputs', given: marked });
    for (let batch = 0; batch < 3; batch++) feed.load(0, batch);
    expect(network.kernels.arena.elements.includes(12345)).toBe(false);
  });

  it('refuses to serve sets where the data have no classes', () => {
    const given = regressionData(rows, rows);
    expect(() => feedOf({ reads: 'membership', given })).toThrow(expect.objectContaining({ code: 'training/no-sets' }));
  });

  it('gives every batch dropout of its own, by (seed, epoch, batch) alone', () => {
    const design = 'dropout 0.5 name=kept > random 40 probability=1 name=wide > dropout 0.5 > full 3';
    const masks = (seed: number, ...loads: [number, number][]): number[] => {
      const { network, feed } = feedOf({ design, batchSize: 0, seed });
      for (const [epoch, batch] of loads) expect(feed.load(epoch, batch).whole).toBe(false);
      network.kernels.fill(network.inputs, 1);
      network.forward(10, true);
      return [...network.kernels.arena.view(network.layers[3]!.axons)].map((value) => Math.sign(Math.abs(value)));
    };
    expect(masks(1, [3, 0])).toEqual(masks(1, [0, 0], [5, 0], [3, 0]));
    expect(masks(1, [3, 0])).not.toEqual(masks(1, [4, 0]));
    expect(masks(1, [3, 0])).not.toEqual(masks(2, [3, 0]));
    expect(feedOf({ batchSize: 0 }).feed.load(0, 0).whole).toBe(true);
  });
});
