import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { Network } from '../network/network.ts';
import type { TargetsBatch } from './skin.ts';

/**
 * What outputs are too much by, x − t, each sample times its weight, written to `error` `[batch, outputs]`; gives the mean over the batch of
 * ½|x − t|², weighted alike.
 */
export function outputError({ kernels, outputs, layers }: Network, { rows, targets, weights }: TargetsBatch, error: Tensor): number {
  const columns = layers.at(-1)!.size;
  const errors = subTensor(error, 0, [rows, columns]);
  kernels.copy(errors, subTensor(outputs, 0, [rows, columns]));
  kernels.addScaled(errors, -1, subTensor(targets, 0, [rows, columns]));
  if (!weights) return (0.5 * kernels.dot(errors, errors)) / rows;
  const { elements } = kernels.arena;
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const own = subTensor(errors, row * columns, [columns]);
    const weight = elements[weights.offset + row]!;
    sum += 0.5 * weight * kernels.dot(own, own);
    kernels.scale(own, weight);
  }
  return sum / rows;
}
