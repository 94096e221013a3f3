import type { FloatArray } from '../kernels/arena.ts';

/**
 * The factor 1/Σⱼ(x̄ⱼ + ε) that makes targets a distribution: x̄ᵢ ← (x̄ᵢ + ε) · factor (our mend of eq. 15, which is infinite for a
 * target of 0).
 */
export function smoothingFactor(elements: FloatArray, target: number, columns: number, epsilon: number): number {
  let sum = 0;
  for (let index = 0; index < columns; index++) sum += elements[target + index]! + epsilon;
  return 1 / sum;
}
