import type { FloatArray } from '../kernels/arena.ts';
import type { OptimizerPass } from '../kernels/kernelSet.ts';
import { z } from '../schema.ts';
import type { OptimizerMember } from './optimizer.ts';
import { learningRateParameter } from './optimizerParameters.ts';
import { applySteepestDescent } from './steepestDescent.ts';

const parameters = z.object({
  learningRate: learningRateParameter(0.1),
  kappa: z
    .number()
    .min(0)
    .max(1e6)
    .default(1)
    .meta({ label: 'κ', help: 'How strongly large gradients are held back: no step is longer than the learning rate divided by this.' }),
});

/**
 * Clipped-gradient descent: x ← x − α/(1 + κ|∇f|) ∇f, with |∇f| the norm over all parameters, so that the direction stays that of eq. 20
 * and no step is longer than α/κ (the soft clipping of Zhang et al. 2020, eq. 5).
 */
export const clippedDescent: OptimizerMember = {
  name: 'clippedDescent',
  label: 'Clipped-gradient descent',
  summary: 'Follows the negative gradient, with shorter steps relative to it where it is large.',
  equation: 'x ← x − α/(1 + κ|∇f|) ∇f  (eq. 20, clipped)',
  parameters,
  create(given) {
    const { learningRate, kappa } = parameters.parse(given);
    return {
      kind: 'elementwise',
      slots: [],
      kernel: 'clippedDescent',
      usesGradientNorm: true,
      coefficients: (_step, gradientNorm) => [learningRate, kappa, gradientNorm()],
      apply,
    };
  },
};

function apply(pass: OptimizerPass, elements: FloatArray): void {
  const [rate, kappa, norm] = pass.coefficients as readonly [rate: number, kappa: number, norm: number];
  applySteepestDescent({ ...pass, coefficients: [rate / (1 + kappa * norm)] }, elements);
}
