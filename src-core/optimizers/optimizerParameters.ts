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

/** Steps a search optimizer takes on one batch before the next one. */
export const stepsPerBatchParameter = z.number().int().min(1).max(1000).default(5).meta({
  label: 'Steps per batch',
  help: "Steps taken on one batch before the next: a direction built from another batch's gradient is conjugate to nothing.",
});
