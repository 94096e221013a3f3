import { z } from '../schema.ts';
import type { LossMember, SampleLoss } from './loss.ts';

const parameters = z.object({
  smoothing: z.number().min(0).max(1).default(0).meta({
    label: 'Smoothing ε',
    help: 'Takes every target a little away from 0 and 1; keeps a network from becoming too sure.',
  }),
});

/** An output of 0 or 1 must not make the loss infinite: it costs at most 27.6, and its gradient fits float32. */
const least = 1e-12;

/** x̄ ← (x̄ + ε)/(1 + 2ε): the smoothing of eq. 15 over the two answers yes and no. */
function smoothed(target: number, epsilon: number): number {
  return (target + epsilon) / (1 + 2 * epsilon);
}

/**
 * ℓ = −Σ (x̄ᵢ log xᵢ + (1 − x̄ᵢ) log(1 − xᵢ)), ∂ᵢℓ = (1 − x̄ᵢ)/(1 − xᵢ) − x̄ᵢ/xᵢ: each output is the probability of a yes of its own
 * (Bishop 2006, eq. 4.90). Outputs and targets lie between 0 and 1.
 */
export const binaryCrossEntropy: LossMember = {
  name: 'binaryCrossEntropy',
  label: 'Binary cross-entropy',
  summary: 'Each output is a probability of its own; −log of the one given to what was right, summed.',
  equation: 'ℓ = −Σ (x̄ᵢ log xᵢ + (1 − x̄ᵢ) log(1 − xᵢ))',
  parameters,
  outputs: 'unit',
  targets: 'unit',
  kernel: (given) => ({ name: 'binaryCrossEntropy', parameters: [parameters.parse(given).smoothing] }),
  kernelOfLogistic: (given, beta) => ({ name: 'binaryCrossEntropyOfLogistic', parameters: [beta, parameters.parse(given).smoothing] }),
  create(given): SampleLoss {
    const { smoothing } = parameters.parse(given);
    return (elements, x, target, gradient, columns) => {
      let sum = 0;
      for (let index = 0; index < columns; index++) {
        const wanted = smoothed(elements[target + index]!, smoothing);
        const yes = Math.max(elements[x + index]!, least);
        const no = Math.max(1 - elements[x + index]!, least);
        sum -= wanted * Math.log(yes) + (1 - wanted) * Math.log(no);
        if (gradient !== null) elements[gradient + index] = (1 - wanted) / no - wanted / yes;
      }
      return sum;
    };
  },
  /** With x = 1/(1 + e^(−βz)): ℓ = Σ log(1 + e^(βzᵢ)) − x̄ᵢ βzᵢ, ∂ℓ/∂zᵢ = β (xᵢ − x̄ᵢ). */
  createOfLogistic(given, beta): SampleLoss {
    const { smoothing } = parameters.parse(given);
    return (elements, z, target, gradient, columns) => {
      let sum = 0;
      for (let index = 0; index < columns; index++) {
        const wanted = smoothed(elements[target + index]!, smoothing);
        const u = beta * elements[z + index]!;
        const power = Math.exp(-Math.abs(u));
        // Both terms are 0 or above, so that nothing is lost where they nearly cancel: log(1 + e^u) = max(u, 0) + log(1 + e^(−|u|)).
        sum += Math.log1p(power) + (u > 0 ? (1 - wanted) * u : -wanted * u);
        if (gradient !== null) elements[gradient + index] = beta * ((u > 0 ? 1 : power) / (1 + power) - wanted);
      }
      return sum;
    };
  },
};
