import type { Tensor } from '../kernels/arena.ts';
import type { Loss } from '../losses/loss.ts';
import type { CompiledLayer, Network } from './network.ts';

/** How well one layer's gradient by backpropagation agrees with differences of the loss. */
export interface LayerGradientCheck {
  readonly layer: string;
  /** ‖g − ĝ‖ / max(‖g‖, ‖ĝ‖, 1e-8), g by `backward` and ĝ by differences. */
  readonly difference: number;
}

/** Small against the curvature of any loss here, large against the rounding of float64: the error of ĝ is near 1e-12. */
const defaultStep = 1e-4;

/**
 * Compares eq. 12 with central differences of the mean loss on the batch that lies in `network.inputs`, for every layer that is taught:
 * ĝ = (8(L₊₁ − L₋₁) − (L₊₂ − L₋₂)) / 12h, in error by O(h⁴). Meant for float64, and for points farther than a few h from a kink of an
 * update or loss. Leaves the parameters as they were, and the gradients of the batch.
 */
export function gradientCheck(network: Network, loss: Loss, targets: Tensor, rows: number, step = defaultStep): LayerGradientCheck[] {
  lossAndGradients(network, loss, targets, rows);
  return network.layers.filter(isTaught).map((layer) => {
    const { all, allGradients } = layer.parameters!;
    const { arena } = network.kernels;
    const byDifferences = new Float64Array(all.length);
    for (let index = 0; index < all.length; index++) {
      const lossAt = (offset: number): number => {
        const kept = arena.elements[all.offset + index]!;
        arena.elements[all.offset + index] = kept + offset;
        const value = meanLoss(network, loss, targets, rows);
        arena.elements[all.offset + index] = kept;
        return value;
      };
      byDifferences[index] = (8 * (lossAt(step) - lossAt(-step)) - (lossAt(2 * step) - lossAt(-2 * step))) / (12 * step);
    }
    return { layer: layer.name, difference: relativeDifference(arena.view(allGradients), byDifferences) };
  });
}

/** ‖g − ĝ‖ / max(‖g‖, ‖ĝ‖, 1e-8): the measure of every gradient comparison. */
export function relativeDifference(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let difference = 0;
  let leftSquare = 0;
  let rightSquare = 0;
  for (let index = 0; index < left.length; index++) {
    difference += (left[index]! - right[index]!) ** 2;
    leftSquare += left[index]! ** 2;
    rightSquare += right[index]! ** 2;
  }
  return Math.sqrt(difference) / Math.max(Math.sqrt(leftSquare), Math.sqrt(rightSquare), 1e-8);
}

/** Mean loss of the batch in `network.inputs`; its gradients go to `network.gradients`. */
export function lossAndGradients(network: Network, loss: Loss, targets: Tensor, rows: number): number {
  const value = evaluate(network, loss, targets, rows, network.outputGradients);
  network.backward(rows, loss.gradientOf);
  return value;
}

function meanLoss(network: Network, loss: Loss, targets: Tensor, rows: number): number {
  return evaluate(network, loss, targets, rows, null);
}

function evaluate(network: Network, loss: Loss, targets: Tensor, rows: number, gradients: Tensor | null): number {
  network.forward(rows);
  const { outputs, outputPreactivations: preactivations } = network;
  const columns = network.layers.at(-1)!.size;
  return loss.evaluate(network.kernels, { outputs, preactivations, columns }, targets, gradients, rows) / rows;
}

function isTaught({ design, parameters }: CompiledLayer): boolean {
  return parameters !== null && design?.frozen === false;
}
