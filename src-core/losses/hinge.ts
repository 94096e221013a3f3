import { z } from '../schema.ts';
import type { LossMember, SampleLoss } from './loss.ts';

const parameters = z.object({
  margin: z
    .number()
    .positive()
    .max(1e6)
    .default(1)
    .meta({ label: 'Margin', help: 'How far on the right side of 0 an output must be to cost nothing.' }),
});

/**
 * ℓ = Σ max(0, m − s xᵢ), ∂ᵢℓ = −s where s xᵢ < m, else 0 (at the corner too). The sign s is 1 for a target above 0 and −1 otherwise, so
 * that targets may be −1 and 1, or one-hot classes: each output then tells its class from the rest (Cortes & Vapnik 1995).
 */
export const hinge: LossMember = {
  name: 'hinge',
  label: 'Hinge',
  summary: 'What is missing to a margin on the right side of 0; targets are −1 and 1, or classes.',
  equation: 'ℓ = Σ max(0, m − s xᵢ), s = 1 for a target above 0, else −1',
  parameters,
  outputs: 'any',
  targets: 'signs',
  branch(given) {
    const { margin } = parameters.parse(given);
    return (x, target) => Math.sign(margin - signOf(target) * x);
  },
  kernel: (given) => ({ name: 'hinge', parameters: [parameters.parse(given).margin] }),
  create(given): SampleLoss {
    const { margin } = parameters.parse(given);
    return (elements, x, target, gradient, columns) => {
      let sum = 0;
      for (let index = 0; index < columns; index++) {
        const sign = signOf(elements[target + index]!);
        const missing = margin - sign * elements[x + index]!;
        // Written so that a NaN is not taken for a margin kept.
        if (!(missing <= 0)) sum += missing;
        if (gradient !== null) elements[gradient + index] = missing <= 0 ? 0 : -sign;
      }
      return sum;
    };
  },
};

function signOf(target: number): 1 | -1 {
  return target > 0 ? 1 : -1;
}
