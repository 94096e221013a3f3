import { z } from '../schema.ts';
import type { LossMember, SampleLoss } from './loss.ts';

const parameters = z.object({
  p: z
    .number()
    .min(1)
    .max(100)
    .default(2)
    .meta({ label: 'p', help: 'The power: 2 is half the squared distance, 1 the sum of absolute differences.' }),
});

/** ℓ = (1/p) Σ |xᵢ − x̄ᵢ|^p, ∂ᵢℓ = sgn(xᵢ − x̄ᵢ) |xᵢ − x̄ᵢ|^(p−1) (eq. 14); at p = 1 the derivative at 0 is 0. */
export const pNorm: LossMember = {
  name: 'pNorm',
  label: 'p-norm',
  summary: 'Power of the distance between outputs and targets; p = 2 is half the squared error.',
  equation: 'ℓ = (1/p) Σ |xᵢ − x̄ᵢ|^p (eq. 14)',
  parameters,
  outputs: 'any',
  targets: 'any',
  branch(given) {
    const { p } = parameters.parse(given);
    return p % 2 === 0 ? null : (x, target) => Math.sign(x - target);
  },
  kernel(given) {
    const { p } = parameters.parse(given);
    if (p === 2) return { name: 'squaredError', parameters: [] };
    return Number.isInteger(p) ? { name: 'wholePower', parameters: [p] } : null;
  },
  create(given): SampleLoss {
    const { p } = parameters.parse(given);
    return (elements, x, target, gradient, columns) => {
      let sum = 0;
      for (let index = 0; index < columns; index++) {
        const difference = elements[x + index]! - elements[target + index]!;
        const distance = Math.abs(difference);
        const slope = p === 2 ? distance : distance ** (p - 1);
        sum += slope * distance;
        if (gradient !== null) elements[gradient + index] = Math.sign(difference) * slope;
      }
      return sum / p;
    };
  },
};
