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

/**
 * Any loss of q = softmax(βz), which is what exp(βz) divided by its sum is, taken from z so that no exponential overflows:
 * ∂L/∂zᵢ = β qᵢ (∂ᵢℓ − Σⱼ qⱼ ∂ⱼℓ) (eq. 13 times the derivative of exp, eq. 11).
 */
export function ofSoftmax(loss: SampleLoss, beta: number): SampleLoss {
  let scratch = new Float64Array(0);
  return (elements, z, target, gradient, columns) => {
    if (scratch.length !== 3 * columns) scratch = new Float64Array(3 * columns);
    let largest = -Infinity;
    for (let index = 0; index < columns; index++) largest = Math.max(largest, beta * elements[z + index]!);
    for (let index = 0; index < columns; index++) {
      scratch[index] = Math.exp(beta * elements[z + index]! - largest);
      scratch[columns + index] = elements[target + index]!;
    }
    // What is left is eq. 13 of the powers; times x = exp(…) and β by eq. 11.
    const overPowers = normalisedInPlace(loss, scratch, columns, gradient !== null);
    if (gradient === null) return overPowers;
    for (let index = 0; index < columns; index++) elements[gradient + index] = beta * scratch[index]! * scratch[2 * columns + index]!;
    return overPowers;
  };
}
