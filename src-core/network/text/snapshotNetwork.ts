import type { Network } from '../network.ts';
import type { SavedNetwork } from './savedNetwork.ts';

/** Copies of a network's parameters and of the values that its last pass left for the first row of the batch. */
export function snapshotNetwork({ design, kernels, layers, exportParameters }: Network): SavedNetwork {
  const values = layers.flatMap(({ axons, size }) => [...kernels.arena.view(axons).subarray(0, size)]);
  return { inputShape: layers[0]!.shape, design, parameters: exportParameters(), values };
}
