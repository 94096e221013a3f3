import { WorkbenchError } from '../errors.ts';
import type { Shape } from '../shape.ts';
import { rowStart } from './connections/weightLayout.ts';
import type { CompiledLayer, Network } from './network.ts';

/** What some neurons of a layer look for, in a space that can be drawn. */
export interface ReceptiveFields {
  /** Neurons of the layer, or kernels of a convolution. */
  readonly neurons: number;
  /** Whether each is a kernel that is laid over many places, or one neuron's weights. */
  readonly isKernel: boolean;
  /** Name of the layer whose axons the weights are on; `input` for those of the network. */
  readonly onto: string;
  /** Names of the linear layers between, uppermost first, through which the weights were carried down. */
  readonly through: readonly string[];
  /** Of one field. */
  readonly shape: Shape;
  /** `[count, …shape]` */
  readonly values: Float32Array;
}

/** Connections that are one matrix, the same for every sample. */
const linearConnections: ReadonlySet<string> = new Set(['full', 'window', 'convolution', 'direct', 'random', 'patches']);

/**
 * The weights of neurons `from` … of a layer, as many of `count` as there are. Those of a convolution are its kernels. Those of other
 * layers are carried down through every linear layer below, w ← Mᵀw, as far as such layers reach: for a layer above whitening that is onto
 * what was whitened, where it can be seen what the neuron looks for. Uses the network's axon gradients.
 * @param count 1 … the network's batch
 * @throws network/no-fields where the layer is not there, has no weights or reads several layers
 */
export function receptiveFields(network: Network, name: string, from: number, count: number): ReceptiveFields {
  const layer = network.layers.find((one) => one.name === name);
  const [source] = layer?.sources ?? [];
  if (!layer?.design || !source?.layout || layer.sources.length > 1) throw noFields(name, layer);
  const below = network.layers[source.source]!;
  if (layer.design.connection.type === 'convolution') {
    const { layout, weights } = source;
    const shown = Math.max(0, Math.min(count, layout.rows - from));
    const values = network.kernels.arena.view(weights!).slice(rowStart(layout, from), rowStart(layout, from + shown));
    const window = layer.design.connection['window'] as readonly number[];
    const shape = [...window, layout.shape.at(-1)!];
    return { neurons: layout.rows, isKernel: true, onto: below.name, through: [], shape, values: Float32Array.from(values) };
  }
  const shown = Math.max(0, Math.min(count, network.batch, layer.size - from));
  return { neurons: layer.size, isKernel: false, ...carriedDown(network, layer, from, shown) };
}

/** Rows of the identity at a layer's axons, times the matrices of the layer and of all linear ones below it. */
function carriedDown(
  { kernels, layers }: Network,
  top: CompiledLayer,
  from: number,
  rows: number,
): Pick<ReceptiveFields, 'onto' | 'through' | 'shape' | 'values'> {
  kernels.fill(top.axonGradients, 0);
  for (let row = 0; row < rows; row++) kernels.arena.elements[top.axonGradients.offset + row * top.size + from + row] = 1;
  const through: string[] = [];
  let layer = top;
  do {
    if (layer !== top) through.push(layer.name);
    const { source, connection, weights } = layer.sources[0]!;
    const below = layers[source]!;
    kernels.fill(below.axonGradients, 0);
    if (rows > 0) connection.inputGradient(below.axonGradients, layer.axonGradients, weights, rows);
    layer = below;
  } while (isLinear(layer));
  const values = kernels.arena.view(layer.axonGradients).slice(0, rows * layer.size);
  return { onto: layer.name, through, shape: layer.shape, values: Float32Array.from(values) };
}

function isLinear({ design, sources, update }: CompiledLayer): boolean {
  if (!design || sources.length !== 1 || update?.kind !== 'elementwise' || update.kernel !== 'identity') return false;
  return linearConnections.has(design.connection.type);
}

function noFields(name: string, layer: CompiledLayer | undefined): WorkbenchError {
  const why = !layer ? 'there is no such layer' : layer.sources.length > 1 ? 'it reads several layers' : 'it has no weights';
  return new WorkbenchError('network/no-fields', `Layer "${name}" has no receptive fields: ${why}. Choose another layer.`, { layer: name });
}
