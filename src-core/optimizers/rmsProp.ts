import type { FloatArray } from '../kernels/arena.ts';
import type { OptimizerPass } from '../kernels/kernelSet.ts';
import { z } from '../schema.ts';
import type { OptimizerMember } from './optimizer.ts';
import { averageParameters, learningRateParameter } from './optimizerParameters.ts';

const parameters = z.object({
  learningRate: learningRateParameter(0.001),
  beta2: z.number().min(0).lt(1).default(0.9).meta({ label: 'β₂', help: 'Memory of the averaged squared gradient.' }),
  epsilon: averageParameters.epsilon,
});

/** v ← β₂v + (1−β₂)∇f², x ← x − α ∇f/(√v + ε) (Tieleman & Hinton 2012, lecture 6.5): eq. 38-42 without the first moment and eq. 41. */
export const rmsProp: OptimizerMember = {
  name: 'rmsProp',
  label: 'RMSprop',
  summary: 'Follows the gradient, scaled by the averaged squared gradient of each parameter.',
  equation: 'v ← β₂v + (1 − β₂)∇f², x ← x − α ∇f/(√v + ε)  (Tieleman & Hinton 2012)',
  parameters,
  create(given) {
    const { learningRate, beta2, epsilon } = parameters.parse(given);
    return { kind: 'elementwise', slots: ['secondMoment'], kernel: 'rmsProp', coefficients: () => [learningRate, beta2, epsilon], apply };
  },
};

function apply({ coefficients, scale, parameters: { offset, length }, gradients, slots }: OptimizerPass, elements: FloatArray): void {
  const [rate, beta2, epsilon] = coefficients as readonly [rate: number, beta2: number, epsilon: number];
  const secondMoment = slots[0]!.offset;
  for (let i = 0; i < length; i++) {
    const gradient = elements[gradients.offset + i]!;
    const v = beta2 * elements[secondMoment + i]! + (1 - beta2) * gradient * gradient;
    elements[secondMoment + i] = v;
    elements[offset + i]! -= (rate * scale * gradient) / (Math.sqrt(v) + epsilon);
  }
}
