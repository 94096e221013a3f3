import type { CompiledLayer, Network } from '../network/network.ts';

/** Adds to a layer's gradients what ∂/∂z, given in its `axonGradients`, makes of the axons that it reads: Σ zⱼ xᵢ for weights, Σ zⱼ for biases. */
export function addParameterGradients({ kernels, layers }: Network, layer: CompiledLayer, rows: number): void {
  const { axonGradients: dz, size, sources, parameters } = layer;
  for (const { source, connection, weightGradients } of sources) {
    if (weightGradients) connection.weightGradient(weightGradients, dz, layers[source]!.axons, rows);
  }
  const biasGradients = parameters?.biasGradients;
  if (biasGradients) kernels.addRowSums(biasGradients, dz, (rows * size) / biasGradients.length, biasGradients.length);
}
