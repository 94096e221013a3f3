import { z } from '../schema.ts';
import { logSumExp } from './logSumExp.ts';
import type { LossMember, SampleLoss } from './loss.ts';
import { smoothingFactor } from './smoothing.ts';

const parameters = z.object({
  smoothing: z.number().min(0).max(1).default(0).meta({
    label: 'Smoothing ε',
    help: 'Added to every target before they are divided by their sum; keeps a network from becoming too sure.',
  }),
});

/**
 * ℓ = Σ x̄ᵢ log(x̄ᵢ/xᵢ) = D(target‖output), ∂ᵢℓ = −x̄ᵢ/xᵢ: the forward direction of eq. 15. For one-hot targets it is −log of the output
 * of the right class.
 */
export const crossEntropy: LossMember = {
  name: 'crossEntropy',
  label: 'Cross-entropy',
  summary: 'Divergence of the targets from the outputs, D(target‖output); for a class, −log of its probability.',
  equation: 'ℓ = Σ x̄ᵢ log(x̄ᵢ / xᵢ) (eq. 15, forward direction)',
  parameters,
  outputs: 'distribution',
  targets: 'shares',
  kernelOfSoftmax: (given, beta) => ({ name: 'crossEntropyOfSoftmax', parameters: [beta, parameters.parse(given).smoothing] }),
  create(given): SampleLoss {
    const { smoothing } = parameters.parse(given);
    return (elements, x, target, gradient, columns) => {
      const factor = smoothingFactor(elements, target, columns, smoothing);
      let sum = 0;
      for (let index = 0; index < columns; index++) {
        const wanted = (elements[target + index]! + smoothing) * factor;
        // An output that underflowed to 0 must not make the loss infinite.
        const value = Math.max(elements[x + index]!, 1e-300);
        if (wanted > 0) sum += wanted * Math.log(wanted / value);
        if (gradient !== null) elements[gradient + index] = -wanted / value;
      }
      return sum;
    };
  },
  /** With q = softmax(βz): ∂ℓ/∂zᵢ = β (qᵢ − x̄ᵢ). */
  createOfSoftmax(given, beta): SampleLoss {
    const { smoothing } = parameters.parse(given);
    return (elements, z, target, gradient, columns) => {
      const factor = smoothingFactor(elements, target, columns, smoothing);
      const logSum = logSumExp(elements, z, columns, beta);
      let sum = 0;
      for (let index = 0; index < columns; index++) {
        const wanted = (elements[target + index]! + smoothing) * factor;
        const logOutput = beta * elements[z + index]! - logSum;
        if (wanted > 0) sum += wanted * (Math.log(wanted) - logOutput);
        if (gradient !== null) elements[gradient + index] = beta * (Math.exp(logOutput) - wanted);
      }
      return sum;
    };
  },
};
