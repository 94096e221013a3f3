import { z } from '../schema.ts';
import type { LossMember, SampleLoss } from './loss.ts';

const parameters = z.object({
  delta: z.number().positive().max(1e6).default(1).meta({
    label: 'δ',
    help: 'The difference up to which it is squared; beyond, it grows in a straight line, so that outliers pull no harder.',
  }),
});

/**
 * With d = xᵢ − x̄ᵢ: ℓ = Σ ½d² where |d| ≤ δ and δ(|d| − ½δ) beyond, ∂ᵢℓ = d kept between −δ and δ (Huber 1964, eq. 3.1).
 */
export const huber: LossMember = {
  name: 'huber',
  label: 'Huber',
  summary: 'Half the squared error for small differences, in proportion to the difference for large ones.',
  equation: 'ℓ = Σ ½d² for |d| ≤ δ, δ(|d| − ½δ) beyond; d = xᵢ − x̄ᵢ',
  parameters,
  outputs: 'any',
  targets: 'any',
  branch(given) {
    const { delta } = parameters.parse(given);
    return (x, target) => (Math.abs(x - target) < delta ? 0 : Math.sign(x - target));
  },
  kernel: (given) => ({ name: 'huber', parameters: [parameters.parse(given).delta] }),
  create(given): SampleLoss {
    const { delta } = parameters.parse(given);
    return (elements, x, target, gradient, columns) => {
      let sum = 0;
      for (let index = 0; index < columns; index++) {
        const difference = elements[x + index]! - elements[target + index]!;
        const kept = Math.max(-delta, Math.min(delta, difference));
        sum += kept * (difference - 0.5 * kept);
        if (gradient !== null) elements[gradient + index] = kept;
      }
      return sum;
    };
  },
};
