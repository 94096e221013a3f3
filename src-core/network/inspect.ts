import { WorkbenchError } from '../errors.ts';
import { indexOfPosition } from '../shape.ts';
import type { CompiledLayer, Network } from './network.ts';

/** A number of the network and the loss's derivative by it. */
export interface Reading {
  readonly value: number;
  readonly derivative: number;
}

/**
 * The value of one axon for one row of the batch, and after `backward` the derivative of the loss by the axon's sum z (eq. 12); for an
 * input, by the input itself.
 * @throws network/unknown-layer, network/bad-rows, shape/outside
 */
export function inspectAxon(network: Network, layerName: string, position: readonly number[], row: number): Reading {
  const layer = findLayer(network, layerName);
  if (!Number.isInteger(row) || row < 0 || row >= network.batch) {
    throw new WorkbenchError('network/bad-rows', `The batch has rows 0 to ${network.batch - 1}; there is no row ${row}.`, { row });
  }
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

function findLayer(network: Network, name: string): CompiledLayer {
  const layer = network.layers.find((candidate) => candidate.name === name);
  if (layer) return layer;
  const known = network.layers.map((candidate) => candidate.name).join(', ');
  throw new WorkbenchError('network/unknown-layer', `There is no layer "${name}". Known: ${known}.`, { layer: name });
}
