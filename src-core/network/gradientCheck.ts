import type { Tensor } from '../kernels/arena.ts';
import type { Loss } from '../losses/loss.ts';
import type { Random } from '../random/random.ts';
import { watchBranches } from './branches.ts';
import { drawIndices } from './drawIndices.ts';
import type { CompiledLayer, Network } from './network.ts';

/** How well one layer's gradient by backpropagation agrees with differences of the loss. */
export interface LayerGradientCheck {
  readonly layer: string;
  /** ‖g − ĝ‖ / max(‖g‖, ‖ĝ‖, 1e-8), g by `backward` and ĝ by differences, over the parameters that were compared. */
  readonly difference: number;
  /** What rounding of the loss alone may put between g and ĝ, in the same measure. */
  readonly resolution: number;
  readonly parameters: number;
  readonly compared: number;
  /** Parameters whose differences would reach across a kink of an update, a pooling or the loss. */
  readonly leftOut: number;
}

/** How a gradient is checked. */
export interface GradientCheckOptions {
  /** Distance of the points between which differences are taken, in one parameter. */
  readonly step?: number;
  /** Of a layer that has more parameters than `most`, that many are drawn. */
  readonly sample?: { readonly most: number; readonly random: Random };
}

/** Small against the curvature of any loss here, large against the rounding of float64: the error of ĝ is near 1e-12. */
const defaultStep = 1e-4;

/**
 * Compares eq. 12 with central differences of the mean loss on the batch that lies in `network.inputs`, for every layer that is taught:
 * ĝ = (8(L₊₁ − L₋₁) − (L₊₂ − L₋₂)) / 12h, in error by O(h⁴). A parameter is left out where one of the four points lies on another
 * smooth branch than the middle. Of large layers a sample can be taken. Dropout is on and the same throughout. Meant for float64. Leaves the parameters as they were, and the
 * gradients of the batch.
 */
export function gradientCheck(
  network: Network,
  loss: Loss,
  targets: Tensor,
  rows: number,
  { step = defaultStep, sample }: GradientCheckOptions = {},
): LayerGradientCheck[] {
  const value = lossAndGradients(network, loss, targets, rows);
  const branches = watchBranches(network, loss, targets, rows);
  const { arena } = network.kernels;

  /** ĝ of the parameter at an offset of the arena, or null across a kink. */
  function differenceAt(offset: number): number | null {
    const kept = arena.elements[offset]!;
    let isSmooth = true;
    const [next, previous, second, secondPrevious] = [1, -1, 2, -2].map((multiple) => {
      arena.elements[offset] = kept + multiple * step;
      const moved = meanLoss(network, loss, targets, rows);
      isSmooth &&= branches.areSame();
      return moved;
    }) as [number, number, number, number];
    arena.elements[offset] = kept;
    if (!isSmooth) return null;
    return (8 * (next - previous) - (second - secondPrevious)) / (12 * step);
  }

  return network.layers.filter(isTaught).map((layer) => {
    const { all, allGradients } = layer.parameters!;
    const byDifferences: number[] = [];
    const byBackpropagation: number[] = [];
    const drawn = sample ? drawIndices(all.length, sample.most, sample.random) : allIndices(all.length);
    for (const index of drawn) {
      const difference = differenceAt(all.offset + index);
      if (difference === null) continue;
      byDifferences.push(difference);
      byBackpropagation.push(arena.elements[allGradients.offset + index]!);
    }
    const compared = byDifferences.length;
    return {
      layer: layer.name,
      difference: relativeDifference(byBackpropagation, byDifferences),
      // A loss is in error by a few units in its last place, ĝ by that over the step.
      resolution: (8 * Number.EPSILON * Math.abs(value) * Math.sqrt(compared)) / (step * sizeOf(byBackpropagation, byDifferences)),
      parameters: all.length,
      compared,
      leftOut: drawn.length - compared,
    };
  });
}

/** ‖g − ĝ‖ / max(‖g‖, ‖ĝ‖, 1e-8): the measure of every gradient comparison. */
export function relativeDifference(left: ArrayLike<number>, right: ArrayLike<number>): number {
  return norm(Array.from(left, (value, index) => value - right[index]!)) / sizeOf(left, right);
}

/** Mean loss in teaching of the batch in `network.inputs`; its gradients go to `network.gradients`. */
export function lossAndGradients(network: Network, loss: Loss, targets: Tensor, rows: number): number {
  const value = evaluate(network, loss, targets, rows, network.outputGradients);
  network.backward(rows, loss.gradientOf);
  return value;
}

function meanLoss(network: Network, loss: Loss, targets: Tensor, rows: number): number {
  return evaluate(network, loss, targets, rows, null);
}

function evaluate(network: Network, loss: Loss, targets: Tensor, rows: number, gradients: Tensor | null): number {
  network.forward(rows, true);
  const { outputs, outputPreactivations: preactivations } = network;
  const columns = network.layers.at(-1)!.size;
  return loss.evaluate(network.kernels, { outputs, preactivations, columns }, targets, gradients, rows) / rows;
}

function isTaught({ design, parameters }: CompiledLayer): boolean {
  return parameters !== null && design?.frozen === false;
}

function allIndices(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

function sizeOf(left: ArrayLike<number>, right: ArrayLike<number>): number {
  return Math.max(norm(left), norm(right), 1e-8);
}

function norm(values: ArrayLike<number>): number {
  let square = 0;
  for (let index = 0; index < values.length; index++) square += values[index]! ** 2;
  return Math.sqrt(square);
}
