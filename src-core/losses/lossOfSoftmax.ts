import type { SampleLoss } from './loss.ts';
import { normalised } from './normalised.ts';

/**
 * Any loss of q = softmax(βz), taken from z so that no exponential overflows: with x = exp(βz − max βz), eq. 13 gives ∂L/∂xᵢ and
 * eq. 11 ∂L/∂zᵢ = β xᵢ ∂L/∂xᵢ. This is the normalised loss over an exp update, whose α cancels.
 */
export function lossOfSoftmax(loss: SampleLoss, beta: number): SampleLoss {
  const overPowers = normalised(loss);
  let scratch = new Float64Array(0);
  return (elements, z, target, gradient, columns) => {
    if (scratch.length !== 3 * columns) scratch = new Float64Array(3 * columns);
    let largest = -Infinity;
    for (let index = 0; index < columns; index++) largest = Math.max(largest, beta * elements[z + index]!);
    for (let index = 0; index < columns; index++) {
      scratch[index] = Math.exp(beta * elements[z + index]! - largest);
      scratch[columns + index] = elements[target + index]!;
    }
    const value = overPowers(scratch, 0, columns, gradient === null ? null : 2 * columns, columns);
    if (gradient === null) return value;
    for (let index = 0; index < columns; index++) elements[gradient + index] = beta * scratch[index]! * scratch[2 * columns + index]!;
    return value;
  };
}
