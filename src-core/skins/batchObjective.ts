import type { Loss } from '../losses/loss.ts';
import type { Penalties } from '../losses/penalties.ts';
import type { Network } from '../network/network.ts';
import type { TargetsBatch } from './skin.ts';
import { weightPenalty } from './weightPenalty.ts';

/**
 * What is minimised on a batch: the mean loss of its rows in `network.inputs` against its targets, weighted where it has weights, plus
 * the penalties. With `gradient`, its derivative by every parameter is left in `network.gradients`, 0 in frozen layers.
 */
export type BatchObjective = (batch: TargetsBatch, gradient: boolean) => number;

/** What an objective is made of. */
interface ObjectiveParts {
  readonly network: Network;
  /** Indices of the layers taught, whose weights are penalised. */
  readonly layers: readonly number[];
  readonly loss: Loss;
  readonly penalties: Penalties;
}

/** The objective of a network under a loss and penalties. */
export function createBatchObjective({ network, layers, loss, penalties }: ObjectiveParts): BatchObjective {
  return ({ targets, weights, rows }, gradient) => {
    const { kernels, outputs, outputGradients, outputPreactivations: preactivations } = network;
    network.forward(rows, true);
    const columns = network.layers.at(-1)!.size;
    const sum = loss.evaluate(kernels, { outputs, preactivations, columns }, targets, gradient ? outputGradients : null, rows, weights);
    if (gradient) network.backward(rows, loss.gradientOf);
    return sum / rows + weightPenalty(network, layers, penalties, gradient);
  };
}
