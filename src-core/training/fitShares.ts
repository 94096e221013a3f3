import type { PreparedData } from '../data/partition.ts';
import type { CompiledLayer, Network } from '../network/network.ts';
import { gatherRows } from './gatherRows.ts';

/** Rows on which neurons are looked at; shares of so many neurons settle with few of them. */
const mostRows = 200;

/**
 * Counts fit neurons: those whose clipped value lies strictly between 0 and 1, all others being stressed. Gives for each layer of
 * such neurons, by name, the share that is fit, averaged over some of the rows; null where the network has no such layer.
 */
export function createFitCounter(network: Network, data: PreparedData): ((rows: Uint32Array) => Record<string, number>) | null {
  const layers = network.layers.filter(({ update }) => update?.kernel === 'clippedLinear');
  if (layers.length === 0) return null;
  return (rows) => {
    const looked = rows.subarray(0, Math.min(mostRows, network.batch));
    if (looked.length === 0) return {};
    gatherRows(network.kernels, network.inputs, { values: data.inputs, rowSize: data.inputSize }, looked);
    network.forward(looked.length);
    return Object.fromEntries(layers.map((layer) => [layer.name, fitShare(network, layer, looked.length)]));
  };
}

function fitShare({ kernels }: Network, { axons, size }: CompiledLayer, rows: number): number {
  const { elements } = kernels.arena;
  const end = axons.offset + rows * size;
  let fit = 0;
  for (let index = axons.offset; index < end; index++) if (elements[index]! > 0 && elements[index]! < 1) fit++;
  return fit / (rows * size);
}
