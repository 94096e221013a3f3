import type { PreparedData } from '../data/partition.ts';
import { createKernels } from '../kernels/createKernels.ts';
import type { CompiledLayer, Network } from '../network/network.ts';
import { createRandom } from '../random/createRandom.ts';
import { deriveSeed } from '../random/deriveSeed.ts';
import type { FeatureSource } from '../readouts/featureParameters.ts';
import { fitReadout } from '../readouts/fitReadout.ts';
import type { FeatureTable, FittedReadout, ReadoutMember } from '../readouts/readout.ts';
import type { Identifier } from '../skins/skin.ts';
import { gatherRows } from './gatherRows.ts';

/** Stress of every set on each of the rows, `[rows, sets]`. */
export function stressOfRows(network: Network, identifier: Identifier, data: PreparedData, rows: Uint32Array): Float64Array {
  const stress = new Float64Array(rows.length * identifier.sets);
  forBatches(network, data, rows, (from, count) => stress.set(identifier.stress(count), from * identifier.sets));
  return stress;
}

/** The number of the largest output of each row, equals to the first. */
export function largestOutputs(network: Network, data: PreparedData, rows: Uint32Array): Int32Array {
  const { columns, values } = featuresOf(network, data, rows, 'last');
  return Int32Array.from(rows, (_, row) => {
    const outputs = values.subarray(row * columns, (row + 1) * columns);
    return outputs.indexOf(Math.max(...outputs));
  });
}

/** Fits a readout to the network, as it now is, on those rows of the training part whose class is known. */
export function fitReadoutToNetwork(
  network: Network,
  data: PreparedData,
  {
    member,
    parameters,
    seed,
  }: { readonly member: ReadoutMember; readonly parameters: Readonly<Record<string, unknown>>; readonly seed: number },
): (rows: Uint32Array) => Int32Array {
  const from = parameters['from'] as FeatureSource;
  const labels = data.labels!;
  const rows = data.parts.train.filter((row) => labels[row]! >= 0);
  const { precision, arithmetic } = network.kernels;
  const task = {
    features: featuresOf(network, data, rows, from),
    labels: Int32Array.from(rows, (row) => labels[row]!),
    classes: data.classNames.length,
    createKernels: () => createKernels(precision, { arithmetic: arithmetic === 'mul-add' ? 'mul-add' : 'auto' }),
  };
  const fitted: FittedReadout = fitReadout(task, { member, parameters, random: createRandom(deriveSeed(seed, 'readout')) });
  return (asked) => fitted.classify(featuresOf(network, data, asked, from));
}

/** The axons of the last layer, of what each layer with parameters comes to side by side, or of the input, row by row. */
function featuresOf(network: Network, data: PreparedData, rows: Uint32Array, from: FeatureSource): FeatureTable {
  const { layers } = network;
  const read = from === 'input' ? [layers[0]!] : from === 'last' ? [layers.at(-1)!] : endsOfBlocks(network);
  const columns = read.reduce((sum, { size }) => sum + size, 0);
  const values =
    network.kernels.precision === 'float32' ? new Float32Array(rows.length * columns) : new Float64Array(rows.length * columns);
  forBatches(network, data, rows, (first, count) => {
    const { elements } = network.kernels.arena;
    let column = 0;
    for (const { axons, size } of read) {
      for (let row = 0; row < count; row++) {
        const start = axons.offset + row * size;
        values.set(elements.subarray(start, start + size), (first + row) * columns + column);
      }
      column += size;
    }
  });
  return { rows: rows.length, columns, values };
}

/** A layer with parameters comes to what the last layer makes of it before the next such layer: its pooled or normalised axons. */
function endsOfBlocks({ layers }: Network): readonly CompiledLayer[] {
  const first = layers.findIndex(({ parameters }) => parameters);
  return layers.filter((_, index) => first >= 0 && index >= first && layers[index + 1]?.parameters !== null);
}

function forBatches(network: Network, data: PreparedData, rows: Uint32Array, each: (first: number, count: number) => void): void {
  for (let first = 0; first < rows.length; first += network.batch) {
    const slice = rows.subarray(first, first + network.batch);
    gatherRows(network.kernels, network.inputs, { values: data.inputs, rowSize: data.inputSize }, slice);
    network.forward(slice.length);
    each(first, slice.length);
  }
}
