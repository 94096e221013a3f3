import type { FloatArray } from '../kernels/arena.ts';

/** log Σᵢ exp(β zᵢ), without overflow; log qᵢ of the softmax is β zᵢ minus it. */
export function logSumExp(elements: FloatArray, z: number, columns: number, beta: number): number {
  let largest = -Infinity;
  for (let index = 0; index < columns; index++) largest = Math.max(largest, beta * elements[z + index]!);
  let sum = 0;
  for (let index = 0; index < columns; index++) sum += Math.exp(beta * elements[z + index]! - largest);
  return largest + Math.log(sum);
}
