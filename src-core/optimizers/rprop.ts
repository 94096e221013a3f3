import type { FloatArray } from '../kernels/arena.ts';
import type { OptimizerPass } from '../kernels/kernelSet.ts';
import { z } from '../schema.ts';
import type { OptimizerMember } from './optimizer.ts';
import { learningRateParameter } from './optimizerParameters.ts';

const parameters = z.object({
  learningRate: learningRateParameter(0.01).meta({ label: 'Learning rate', help: 'Length of the first step of every parameter (Δ₀).' }),
  increase: z
    .number()
    .gt(1)
    .max(10)
    .default(1.2)
    .meta({ label: 'Increase η⁺', help: 'What a step is multiplied by where the sign of the gradient stays.' }),
  decrease: z
    .number()
    .positive()
    .lt(1)
    .default(0.5)
    .meta({ label: 'Decrease η⁻', help: 'What a step is multiplied by where the sign of the gradient turns.' }),
  smallestStep: z.number().positive().max(1).default(1e-6).meta({ label: 'Smallest step', help: 'No step becomes shorter by decrease.' }),
  largestStep: z.number().positive().max(1e6).default(50).meta({ label: 'Largest step', help: 'No step becomes longer by increase.' }),
});

/**
 * Resilient backpropagation, the variant iRprop⁻ (Riedmiller & Braun 1993; Igel & Hüsken 2000): x ← x − Δ sgn(∇f), and Δ grows where the
 * sign of ∇f stays and shrinks where it turns, after which one step is left out. It goes by signs alone, so it wants the whole training
 * part as its batch: from one small batch to the next, signs turn by chance. A layer's scale and a schedule multiply the step taken, not Δ.
 */
export const rprop: OptimizerMember = {
  name: 'rprop',
  label: 'Rprop',
  summary: 'Follows the sign of the gradient with a step length for each parameter; wants the whole training part as batch.',
  equation: 'x ← x − Δ sgn(∇f), Δ ← η⁺Δ where sgn ∇f stays, η⁻Δ where it turns  (iRprop⁻)',
  parameters,
  create(given) {
    const { learningRate, increase, decrease, smallestStep, largestStep } = parameters.parse(given);
    return {
      kind: 'elementwise',
      slots: ['lastGradient', 'step'],
      kernel: 'rprop',
      coefficients: () => [learningRate, increase, decrease, smallestStep, largestStep],
      apply,
    };
  },
};

function apply({ coefficients, scale, parameters: { offset, length }, gradients, slots }: OptimizerPass, elements: FloatArray): void {
  const [first, increase, decrease, smallest, largest] = coefficients as RpropCoefficients;
  const lastGradient = slots[0]!.offset;
  const steps = slots[1]!.offset;
  for (let i = 0; i < length; i++) {
    let gradient = elements[gradients.offset + i]!;
    // A step of 0 is one that was never taken: no other can become so short.
    let step = elements[steps + i]! || first;
    const agreement = Math.sign(gradient) * Math.sign(elements[lastGradient + i]!);
    if (agreement > 0) step = Math.max(step, Math.min(step * increase, largest));
    if (agreement < 0) {
      step = Math.min(step, Math.max(step * decrease, smallest));
      gradient = 0;
    }
    elements[steps + i] = step;
    elements[lastGradient + i] = gradient;
    elements[offset + i]! -= scale * step * Math.sign(gradient);
  }
}

type RpropCoefficients = readonly [first: number, increase: number, decrease: number, smallest: number, largest: number];
