import type { FloatArray } from '../kernels/arena.ts';
import type { OptimizerPass } from '../kernels/kernelSet.ts';
import { z } from '../schema.ts';
import type { OptimizerMember } from './optimizer.ts';
import { learningRateParameter, momentumParameter } from './optimizerParameters.ts';

const parameters = z.object({ learningRate: learningRateParameter(0.01), momentum: momentumParameter });

/**
 * Heavy ball: v ← μv + ∇f, x ← x − αv (Polyak 1964). The rate multiplies the velocity and not what goes into it, so that a change of the
 * rate holds at once.
 */
export const momentum: OptimizerMember = {
  name: 'momentum',
  label: 'Momentum',
  summary: 'Follows a velocity that gathers the gradients and forgets them slowly.',
  equation: 'v ← μv + ∇f, x ← x − αv  (Polyak 1964)',
  parameters,
  create(given) {
    const { learningRate, momentum: memory } = parameters.parse(given);
    return { kind: 'elementwise', slots: ['velocity'], kernel: 'momentum', coefficients: () => [learningRate, memory], apply };
  },
};

function apply({ coefficients, scale, parameters: { offset, length }, gradients, slots }: OptimizerPass, elements: FloatArray): void {
  const [rate, memory] = coefficients as readonly [rate: number, memory: number];
  const velocity = slots[0]!.offset;
  for (let i = 0; i < length; i++) {
    const v = memory * elements[velocity + i]! + elements[gradients.offset + i]!;
    elements[velocity + i] = v;
    elements[offset + i]! -= rate * scale * v;
  }
}
