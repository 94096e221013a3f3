import { z } from '../schema.ts';

/**
 * Penalties on a network's weights, apart from the loss: P = Σ (½ λ₂ w² + λ₁ |w|) over the weights that are taught, biases not among them;
 * ∂P/∂w = λ₂ w + λ₁ sgn(w), 0 at w = 0.
 */
export const penaltiesSchema = z.strictObject({
  l2: z.number().min(0).max(1e6).default(0).meta({
    label: 'L2 penalty λ₂',
    help: 'Adds half the sum of squared weights, times this, to what is minimised; losses are reported without it.',
  }),
  l1: z.number().min(0).max(1e6).default(0).meta({
    label: 'L1 penalty λ₁',
    help: 'Adds the sum of absolute weights, times this, to what is minimised; losses are reported without it.',
  }),
});
export type Penalties = z.infer<typeof penaltiesSchema>;
