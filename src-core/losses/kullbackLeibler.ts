import { z } from '../schema.ts';
import { logSumExp } from './logSumExp.ts';
import type { LossMember, SampleLoss } from './loss.ts';
import { smoothingFactor } from './smoothing.ts';

const parameters = z.object({
  smoothing: z.number().min(1e-9).max(1).default(0.01).meta({
    label: 'Smoothing ε',
    help: 'Added to every target before they are divided by their sum; a target of 0 would make the loss infinite.',
  }),
});

/** ℓ = Σ xᵢ log(xᵢ/x̄ᵢ), ∂ᵢℓ = log(xᵢ/x̄ᵢ) + 1 (eq. 15), over smoothed targets; its minimum lies at x̄ only where Σ xᵢ = 1. */
export const kullbackLeibler: LossMember = {
  name: 'kullbackLeibler',
  label: 'Kullback-Leibler',
  summary: 'Divergence of the outputs from the targets, D(output‖target); seeks the likeliest target.',
  equation: 'ℓ = Σ xᵢ log(xᵢ / x̄ᵢ) (eq. 15; normalised eq. 16)',
  parameters,
  outputs: 'distribution',
  targets: 'shares',
  kernelOfSoftmax: (given, beta) => ({ name: 'kullbackLeiblerOfSoftmax', parameters: [beta, parameters.parse(given).smoothing] }),
  create(given): SampleLoss {
    const { smoothing } = parameters.parse(given);
    return (elements, x, target, gradient, columns) => {
      const factor = smoothingFactor(elements, target, columns, smoothing);
      let sum = 0;
      for (let index = 0; index < columns; index++) {
        const value = elements[x + index]!;
        // An output that underflowed to 0 adds nothing, and its logarithm must stay finite.
        const ratio = Math.log(Math.max(value, 1e-300)) - Math.log((elements[target + index]! + smoothing) * factor);
        sum += value * ratio;
        if (gradient !== null) elements[gradient + index] = ratio + 1;
      }
      return sum;
    };
  },
  /** With q = softmax(βz): ∂ℓ/∂zᵢ = β qᵢ (log(qᵢ/x̄ᵢ) − ℓ), which is eq. 16 times the derivative of exp. */
  createOfSoftmax(given, beta): SampleLoss {
    const { smoothing } = parameters.parse(given);
    return (elements, z, target, gradient, columns) => {
      const factor = smoothingFactor(elements, target, columns, smoothing);
      const logSum = logSumExp(elements, z, columns, beta);
      const logRatio = (index: number, logOutput: number): number => logOutput - Math.log((elements[target + index]! + smoothing) * factor);
      let divergence = 0;
      for (let index = 0; index < columns; index++) {
        const logOutput = beta * elements[z + index]! - logSum;
        divergence += Math.exp(logOutput) * logRatio(index, logOutput);
      }
      if (gradient === null) return divergence;
      for (let index = 0; index < columns; index++) {
        const logOutput = beta * elements[z + index]! - logSum;
        elements[gradient + index] = beta * Math.exp(logOutput) * (logRatio(index, logOutput) - divergence);
      }
      return divergence;
    };
  },
};
