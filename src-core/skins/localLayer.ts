import { WorkbenchError } from '../errors.ts';
import type { Tensor } from '../kernels/arena.ts';
import type { CompiledLayer, Network } from '../network/network.ts';
import type { Random } from '../random/random.ts';

/**
 * A layer as a local rule sees it: neurons with their weights, and the samples that reach them. In a full connection a sample is a row
 * of the batch; in a convolution it is a patch, and every position is a sample of the same neurons.
 */
export interface LocalLayer {
  /** Index among the network's layers. */
  readonly index: number;
  readonly layer: CompiledLayer;
  readonly neurons: number;
  /** Weights a neuron. */
  readonly inputs: number;
  /** `[neurons, inputs]`; aliases the network's parameters. */
  readonly weights: Tensor;
  /** `[neurons]`; aliases the network's parameters; null where the layer has none. */
  readonly bias: Tensor | null;
  readonly mostSamples: number;
  /** Samples that each row of a batch gives. */
  readonly samplesPerRow: number;
  /** `[mostSamples, inputs]`: what the neurons read; valid after `read`, until the next pass over the layers below. */
  readonly samples: Tensor;
  /**
   * Takes the samples of the first `rows` rows, in the order of the rows, once the layers below have been computed.
   * @param random chooses the patches, where not all are taken
   * @returns how many
   */
  read(rows: number, random: Random): number;
}

/**
 * The layer of that index as a local rule sees it. Of a convolution, `patchesPerRow` patches at random positions are taken of each row,
 * with 0 all of them.
 * @throws skin/unfit where it is no full connection or convolution over one layer below
 */
export function createLocalLayer(network: Network, index: number, patchesPerRow: number): LocalLayer {
  const layer = network.layers[index]!;
  const [source, ...others] = layer.sources;
  const kind = layer.design!.connection.type;
  if (!source?.weights || others.length > 0) throw unfit(layer, 'it reads several layers');
  if (kind !== 'full' && kind !== 'convolution') throw unfit(layer, `its connection is "${kind}"`);
  const { rows: neurons, columns: inputs } = source.layout!;
  const below = network.layers[source.source]!;
  const common = { index, layer, neurons, inputs, weights: source.weights, bias: layer.parameters!.bias };
  return kind === 'full' || below.size === inputs
    ? { ...common, mostSamples: network.batch, samplesPerRow: 1, samples: below.axons, read: (rows) => rows }
    : { ...common, ...patchReader(network, layer, below, patchesPerRow) };
}

type Reader = Pick<LocalLayer, 'mostSamples' | 'samplesPerRow' | 'samples' | 'read'>;

function patchReader({ kernels, batch }: Network, layer: CompiledLayer, below: CompiledLayer, patchesPerRow: number): Reader {
  const { connection, layout } = layer.sources[0]!;
  const { columns: inputs, rows: neurons } = layout!;
  const positions = layer.size / neurons;
  const isWhole = patchesPerRow === 0 || patchesPerRow >= positions;
  const samplesPerRow = isWhole ? positions : patchesPerRow;
  const readsBelow = isWhole && positions * inputs === below.size && inputs === below.shape.at(-1);
  const mostSamples = batch * samplesPerRow;
  // Kernels of one pixel read the axons below in the order in which they lie there.
  if (readsBelow) return { mostSamples, samplesPerRow, samples: below.axons, read: (rows) => rows * positions };

  const samples = kernels.arena.allocate([mostSamples, inputs]);
  const places = patchPlaces(connection.links, { positions, inputs, neurons });
  return {
    mostSamples,
    samplesPerRow,
    samples,
    read(rows, random) {
      const { elements } = kernels.arena;
      let at = samples.offset;
      for (let row = 0; row < rows; row++) {
        const start = below.axons.offset + row * below.size;
        for (let patch = 0; patch < samplesPerRow; patch++) {
          const first = (isWhole ? patch : random.integer(positions)) * inputs;
          for (let input = first; input < first + inputs; input++) {
            const place = places[input]!;
            elements[at++] = place < 0 ? 0 : elements[start + place]!;
          }
        }
      }
      return rows * samplesPerRow;
    },
  };
}

/** `[positions, inputs]`: which axon below each weight of a neuron reads at each position, −1 where that lies outside. */
function patchPlaces(
  links: (axon: number, row: number) => readonly { readonly source: number; readonly weight?: number }[],
  { positions, inputs, neurons }: { readonly positions: number; readonly inputs: number; readonly neurons: number },
): Int32Array {
  const places = new Int32Array(positions * inputs).fill(-1);
  for (let position = 0; position < positions; position++) {
    // The first neuron's weights are the first of the layer.
    for (const { source, weight } of links(position * neurons, 0)) places[position * inputs + weight!] = source;
  }
  return places;
}

function unfit({ name }: CompiledLayer, reason: string): WorkbenchError {
  const message = `A local rule teaches neurons that read one layer below through a full connection or a convolution; layer "${name}" does not fit, because ${reason}. Freeze the layer, or let another skin teach it.`;
  return new WorkbenchError('skin/unfit', message, { layer: name });
}
