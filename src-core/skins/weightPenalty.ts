import type { Penalties } from '../losses/penalties.ts';
import type { Network } from '../network/network.ts';

/**
 * P = Σ (½ λ₂ w² + λ₁ |w|) over the weights of the layers that are taught, given by index; with `gradient`, ∂P/∂w = λ₂ w + λ₁ sgn(w) is
 * added to `network.gradients`. Biases are free.
 */
export function weightPenalty(network: Network, layers: readonly number[], { l1, l2 }: Penalties, gradient: boolean): number {
  if (l1 === 0 && l2 === 0) return 0;
  const { kernels } = network;
  const { elements } = kernels.arena;
  let sum = 0;
  for (const layer of layers) {
    const { parameters } = network.layers[layer]!;
    if (!parameters?.weights || !parameters.weightGradients) continue;
    const { weights, weightGradients } = parameters;
    if (l2 > 0) sum += 0.5 * l2 * kernels.dot(weights, weights);
    if (l2 > 0 && gradient) kernels.addScaled(weightGradients, l2, weights);
    for (let index = 0; l1 > 0 && index < weights.length; index++) {
      const weight = elements[weights.offset + index]!;
      sum += l1 * Math.abs(weight);
      if (gradient) elements[weightGradients.offset + index]! += l1 * Math.sign(weight);
    }
  }
  return sum;
}
