import { z } from '../../schema.ts';
import type { UpdateMember } from './update.ts';

const parameters = z.object({
  alpha: z
    .number()
    .min(1e-4)
    .max(1e6)
    .default(0.1)
    .meta({ label: 'α', help: 'Where the root begins: below α² the update is nearly straight, with the slope 1/(2α) at 0.' }),
});

/**
 * f(z) = sgn(z) (√(|z| + α²) − α), f' = 1/(2(|f| + α)): the square root on both sides of 0, moved so that its slope stays finite there.
 * Its curvature jumps at 0.
 */
export const squareRoot: UpdateMember = {
  name: 'squareRoot',
  label: 'Square root',
  summary: 'Raises what is small and tames what is large, as variances become spreads.',
  equation: 'f = sgn(z) (√(|z| + α²) − α), f′ = 1/(2(|f| + α))',
  parameters,
  values: 'any',
  usualInitializer: 'glorot',
  create: (given) => {
    const { alpha } = parameters.parse(given);
    return {
      kind: 'elementwise',
      kernel: 'squareRoot',
      alpha,
      beta: 1,
      // |z|/(√(|z| + α²) + α) is √(|z| + α²) − α without the cancellation of nearly equal numbers.
      value: (z) => z / (Math.sqrt(Math.abs(z) + alpha * alpha) + alpha),
      derivativeFromValue: (x) => 1 / (2 * (Math.abs(x) + alpha)),
      kinks: [0],
    };
  },
};
