import type { Penalties } from '../losses/penalties.ts';
import type { Network } from '../network/network.ts';

/**
 * P = Σ (½ λ₂ w² + λ₁ |w|) over the weights of the layers that are taught; with `gradient`, ∂P/∂w = λ₂ w + λ₁ sgn(w) is added to
 * `network.gradients`. Biases are free.
 */
export function weightPenalty(network: Network, { l1, l2 }: Penalties, gradient: boolean): number {
  if (l1 === 0 && l2 === 0) return 0;
  const { kernels } = network;
  let sum = 0;
  for (const { parameters, design } of network.layers) {
    if (!parameters?.weights || !parameters.weightGradients || !design || design.frozen) continue;
    sum += kernels.weightPenalty(parameters.weights, gradient ? parameters.weightGradients : null, l1, l2);
  }
  return sum;
}
