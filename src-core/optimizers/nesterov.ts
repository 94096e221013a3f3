import type { FloatArray } from '../kernels/arena.ts';
import type { OptimizerPass } from '../kernels/kernelSet.ts';
import { z } from '../schema.ts';
import type { OptimizerMember } from './optimizer.ts';
import { learningRateParameter, momentumParameter } from './optimizerParameters.ts';

const parameters = z.object({ learningRate: learningRateParameter(0.01), momentum: momentumParameter });

/**
 * Nesterov's accelerated gradient: v ← μv + ∇f, x ← x − α(∇f + μv). Here x stands for the point at which the gradient is taken, one
 * momentum ahead of the iterate of Nesterov 1983 (Sutskever et al. 2013, eq. 3-4, in the variables of Bengio et al. 2012, eq. 7).
 */
export const nesterov: OptimizerMember = {
  name: 'nesterov',
  label: 'Nesterov momentum',
  summary: 'Momentum whose gradient is taken where the velocity is about to lead.',
  equation: 'v ← μv + ∇f, x ← x − α(∇f + μv)  (Nesterov 1983)',
  parameters,
  create(given) {
    const { learningRate, momentum } = parameters.parse(given);
    return { kind: 'elementwise', slots: ['velocity'], kernel: 'nesterov', coefficients: () => [learningRate, momentum], apply };
  },
};

function apply({ coefficients, scale, parameters: { offset, length }, gradients, slots }: OptimizerPass, elements: FloatArray): void {
  const [rate, momentum] = coefficients as readonly [rate: number, momentum: number];
  const velocity = slots[0]!.offset;
  for (let i = 0; i < length; i++) {
    const gradient = elements[gradients.offset + i]!;
    const v = momentum * elements[velocity + i]! + gradient;
    elements[velocity + i] = v;
    elements[offset + i]! -= rate * scale * (gradient + momentum * v);
  }
}
