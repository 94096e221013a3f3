import { z } from '../schema.ts';

/** The learning rate α of the note's section 3; anything but a positive finite number is refused. */
export function learningRateParameter(usual: number) {
  return z
    .number()
    .positive()
    .max(1e6)
    .default(usual)
    .meta({ label: 'Learning rate', help: 'Length of a step relative to the gradient (α).' });
}

/** The memories and the regularisation of averaged gradients, eq. 38-43. */
export const averageParameters = {
  beta1: z.number().min(0).lt(1).default(0.9).meta({ label: 'β₁', help: 'Memory of the averaged gradient.' }),
  beta2: z.number().min(0).lt(1).default(0.999).meta({ label: 'β₂', help: 'Memory of the averaged squared gradient.' }),
  epsilon: z.number().positive().max(1).default(1e-8).meta({ label: 'ε', help: 'Keeps the step finite where the gradient vanishes.' }),
};

/** The share μ of a velocity that is kept from one step to the next. */
export const momentumParameter = z
  .number()
  .min(0)
  .lt(1)
  .default(0.9)
  .meta({ label: 'Momentum μ', help: 'Share of the velocity that is kept from one step to the next.' });

/** Steps a search optimizer takes on one batch before the next one. */
export const stepsPerBatchParameter = z.number().int().min(1).max(1000).default(5).meta({
  label: 'Steps per batch',
  help: "Steps taken on one batch before the next: a direction built from another batch's gradient is conjugate to nothing.",
});
