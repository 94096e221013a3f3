import { WorkbenchError } from '../errors.ts';
import { indexOfPosition, positionOfIndex } from '../shape.ts';
import type { Link } from './connections/connection.ts';
import type { CompiledLayer, Network, SourceConnection } from './network.ts';

/** A number of the network and the loss's derivative by it. */
export interface Reading {
  readonly value: number;
  readonly derivative: number;
}

/** An axon by its layer's name and its position there, one number a dimension. */
export interface AxonPlace {
  readonly layer: string;
  readonly position: readonly number[];
}

/** The connection of an axon to one that it reads. */
export interface ConnectionReading {
  readonly source: AxonPlace;
  /** Mⱼᵢ; a shared weight is that of all connections which share it. */
  readonly value: number;
  /** ∂L/∂Mⱼᵢ (eq. 12) over the batch; null where the connection is no parameter, as in pooling. */
  readonly derivative: number | null;
}

/**
 * The value of one axon for one row of the batch, and after `backward` the derivative of the loss by the axon's sum z (eq. 12); for an
 * input, by the input itself.
 * @throws network/unknown-layer, network/bad-rows, shape/outside
 */
export function inspectAxon(network: Network, layerName: string, position: readonly number[], row: number): Reading {
  const layer = findLayer(network, layerName);
  refuseRow(network, row);
  const index = row * layer.size + indexOfPosition(layer.shape, position);
  const { elements } = network.kernels.arena;
  return { value: elements[layer.axons.offset + index]!, derivative: elements[layer.axonGradients.offset + index]! };
}

/**
 * The value of one weight of a layer by its position in the weights' shape (`[axon, source axon]` of a full connection), and after
 * `backward` the derivative of the loss by it.
 * @throws network/unknown-layer, network/no-weights, shape/outside
 */
export function inspectWeight(network: Network, layerName: string, position: readonly number[]): Reading {
  const { parameters } = findLayer(network, layerName);
  if (!parameters?.weights || !parameters.weightGradients) {
    throw new WorkbenchError('network/no-weights', `Layer "${layerName}" has no weights.`, { layer: layerName });
  }
  const index = indexOfPosition(parameters.weights.shape, position);
  const { elements } = network.kernels.arena;
  return { value: elements[parameters.weights.offset + index]!, derivative: elements[parameters.weightGradients.offset + index]! };
}

/**
 * All axons that one axon reads, source after source, with the weight of each connection and after `backward` its derivative. Where the
 * connection depends on the sample (the winner of max pooling, dropout in teaching), it is as the last pass left it for `row`.
 * @throws network/unknown-layer, network/bad-rows, shape/outside
 */
export function inspectConnections(network: Network, { layer: name, position }: AxonPlace, row = 0): ConnectionReading[] {
  const layer = findLayer(network, name);
  refuseRow(network, row);
  const axon = indexOfPosition(layer.shape, position);
  return layer.sources.flatMap((source) => {
    const { name: sourceName, shape } = network.layers[source.source]!;
    return source.connection.links(axon, row).map((link) => ({
      source: { layer: sourceName, position: positionOfIndex(shape, link.source) },
      ...readLink(network, source, link),
    }));
  });
}

/**
 * The connection of one axon to one that it reads; see `inspectConnections`.
 * @throws network/not-connected, and what `inspectConnections` throws
 */
export function inspectConnection(network: Network, axon: AxonPlace, source: AxonPlace, row = 0): ConnectionReading {
  const { shape } = findLayer(network, source.layer);
  const index = indexOfPosition(shape, source.position);
  const found = inspectConnections(network, axon, row).find(
    ({ source: read }) => read.layer === source.layer && indexOfPosition(shape, read.position) === index,
  );
  if (found) return found;
  throw new WorkbenchError('network/not-connected', `Axon ${describePlace(axon)} does not read axon ${describePlace(source)}.`, {
    axon,
    source,
  });
}

function readLink({ kernels }: Network, { weights, weightGradients }: SourceConnection, link: Link): Omit<ConnectionReading, 'source'> {
  if ('factor' in link) return { value: link.factor, derivative: null };
  const { elements } = kernels.arena;
  return { value: elements[weights!.offset + link.weight]!, derivative: elements[weightGradients!.offset + link.weight]! };
}

function describePlace({ layer, position }: AxonPlace): string {
  return `(${position.join(', ')}) of layer "${layer}"`;
}

function refuseRow({ batch }: Network, row: number): void {
  if (Number.isInteger(row) && row >= 0 && row < batch) return;
  throw new WorkbenchError('network/bad-rows', `The batch has rows 0 to ${batch - 1}; there is no row ${row}.`, { row });
}

function findLayer(network: Network, name: string): CompiledLayer {
  const layer = network.layers.find((candidate) => candidate.name === name);
  if (layer) return layer;
  const known = network.layers.map((candidate) => candidate.name).join(', ');
  throw new WorkbenchError('network/unknown-layer', `There is no layer "${name}". Known: ${known}.`, { layer: name });
}
