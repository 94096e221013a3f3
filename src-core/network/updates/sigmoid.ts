import { z } from '../../schema.ts';
import { closedSigmoid, generalSigmoid } from './sigmoidFamily.ts';
import type { UpdateMember } from './update.ts';

const parameters = z.object({
  exponent: z
    .number()
    .min(0)
    .max(3)
    .default(1.5)
    .meta({ label: 'Exponent', help: '1.5 is the algebraic sigmoid, 1 the logistic, 0.5 the clipped sine, 0 the clipped line.' }),
  beta: z.number().positive().max(1e6).default(1).meta({ label: 'β', help: 'Steepness; the slope at 0 is β/2.' }),
});

/** The solution of σ' = (β/2)(4σ(1−σ))^a with σ(0) = ½: the equation itself is the derivative from the value (eq. 10). */
export const sigmoid: UpdateMember = {
  name: 'sigmoid',
  label: 'Sigmoid family',
  summary: 'Squashes the sum between 0 and 1; the exponent says how slowly it comes to the ends.',
  equation: 'σ′ = (β/2) (4σ(1 − σ))^a, σ(0) = ½',
  parameters,
  values: 'any',
  usualInitializer: 'glorot',
  create: (given) => {
    const { exponent, beta } = parameters.parse(given);
    const unit = closedSigmoid(exponent) ?? generalSigmoid(exponent);
    return {
      kind: 'elementwise',
      kernel: 'sigmoid',
      alpha: exponent,
      beta,
      value: (z) => unit(beta * z),
      derivativeFromValue: (x) => (x > 0 && x < 1 ? (beta / 2) * (4 * x * (1 - x)) ** exponent : 0),
      // Below 1 the ends are reached at finite sums.
      kinks: exponent < 1 ? [0, 1] : [],
    };
  },
};
