import type { PreparedData } from '../../src-core/data/partition.ts';
import { WorkbenchError } from '../../src-core/errors.ts';
import type { Network } from '../../src-core/network/network.ts';
import { gatherRows } from '../../src-core/training/gatherRows.ts';
import type { OutputMap } from '../contract/snapshots.ts';

/** More could not be told apart in a picture. */
const mostSamples = 5000;

/**
 * The values of axons 2 × pair and 2 × pair + 1 of a layer for samples of the test part, or of the training part where there is no other.
 * @throws training/no-pair
 */
export function placeTestSamples(network: Network, data: PreparedData, layerName: string, pair: number): OutputMap['points'] {
  const layer = network.layers.find(({ name }) => name === layerName);
  if (!layer || 2 * pair + 1 >= layer.size) {
    const message = layer ? `Layer "${layerName}" has only ${layer.size} axons.` : `There is no layer "${layerName}".`;
    throw new WorkbenchError('training/no-pair', message, { layer: layerName, pair });
  }
  const { test, train } = data.parts;
  const rows = (test.length > 0 ? test : train).subarray(0, mostSamples);
  const [x, y] = [new Float32Array(rows.length), new Float32Array(rows.length)];
  const { elements } = network.kernels.arena;
  for (let from = 0; from < rows.length; from += network.batch) {
    const asked = rows.subarray(from, from + network.batch);
    gatherRows(network.kernels, network.inputs, { values: data.inputs, rowSize: data.inputSize }, asked);
    network.forward(asked.length);
    for (let index = 0; index < asked.length; index++) {
      const start = layer.axons.offset + index * layer.size + 2 * pair;
      x[from + index] = elements[start]!;
      y[from + index] = elements[start + 1]!;
    }
  }
  return { x, y, label: Int32Array.from(rows, (row) => data.labels?.[row] ?? -1) };
}
