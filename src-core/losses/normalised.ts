import type { SampleLoss } from './loss.ts';

/**
 * The loss of outputs divided by their sum: L(x) = ℓ(x/X), X = Σᵢ xᵢ > 0, ∂ᵢL = (∂ᵢℓ − C)/X, C = (1/X) Σⱼ xⱼ ∂ⱼℓ (eq. 13), so that
 * Σᵢ xᵢ ∂ᵢL = 0. Of ℓ = `kullbackLeibler` it is eq. 16.
 */
export function normalised(loss: SampleLoss): SampleLoss {
  let scratch = new Float64Array(0);
  return (elements, x, target, gradient, columns) => {
    if (scratch.length !== 3 * columns) scratch = new Float64Array(3 * columns);
    let sum = 0;
    for (let index = 0; index < columns; index++) sum += elements[x + index]!;
    for (let index = 0; index < columns; index++) {
      scratch[index] = elements[x + index]! / sum;
      scratch[columns + index] = elements[target + index]!;
    }
    const value = loss(scratch, 0, columns, gradient === null ? null : 2 * columns, columns);
    if (gradient === null) return value;
    let mean = 0;
    for (let index = 0; index < columns; index++) mean += scratch[index]! * scratch[2 * columns + index]!;
    for (let index = 0; index < columns; index++) elements[gradient + index] = (scratch[2 * columns + index]! - mean) / sum;
    return value;
  };
}
