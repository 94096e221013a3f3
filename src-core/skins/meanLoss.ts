import type { Tensor } from '../kernels/arena.ts';
import type { Loss } from '../losses/loss.ts';
import type { Network } from '../network/network.ts';

/**
 * Mean loss of the first `rows` rows of `network.inputs` against `targets` `[batch, outputs]`. With `gradient`, its derivative by every
 * parameter is left in `network.gradients`, 0 in frozen layers.
 */
export function meanLoss(network: Network, loss: Loss, targets: Tensor, rows: number, gradient: boolean): number {
  const { kernels, outputs, outputGradients, outputPreactivations } = network;
  network.forward(rows, true);
  const columns = network.layers.at(-1)!.size;
  const sum = loss.evaluate(
    kernels,
    { outputs, preactivations: outputPreactivations, columns },
    targets,
    gradient ? outputGradients : null,
    rows,
  );
  if (gradient) network.backward(rows, loss.gradientOf);
  return sum / rows;
}
