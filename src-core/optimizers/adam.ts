import type { FloatArray } from '../kernels/arena.ts';
import type { OptimizerPass } from '../kernels/kernelSet.ts';
import { z } from '../schema.ts';
import { biasCorrection } from './biasCorrection.ts';
import type { OptimizerMember } from './optimizer.ts';
import { averageParameters, learningRateParameter } from './optimizerParameters.ts';

const parameters = z.object({ learningRate: learningRateParameter(0.001), ...averageParameters });

/** Adaptive moments, eq. 38-43: g ← β₁g + (1−β₁)∇f, v ← β₂v + (1−β₂)∇f², x ← x − α ĝ/(√v̂ + ε) with ĝ, v̂ of eq. 41. */
export const adam: OptimizerMember = {
  name: 'adam',
  label: 'Adam',
  summary: 'Follows the averaged gradient, scaled by the averaged squared gradient of each parameter.',
  equation: 'x ← x − α ĝ/(√v̂ + ε)  (eq. 38-43)',
  parameters,
  create(given) {
    const { learningRate, beta1, beta2, epsilon } = parameters.parse(given);
    const logBeta1 = Math.log(beta1);
    const logBeta2 = Math.log(beta2);
    return {
      kind: 'elementwise',
      slots: ['moment', 'secondMoment'],
      kernel: 'adam',
      coefficients: (step) => [learningRate, beta1, beta2, epsilon, biasCorrection(logBeta1, step), biasCorrection(logBeta2, step)],
      apply,
    };
  },
};

function apply(pass: OptimizerPass, elements: FloatArray): void {
  const [rate, beta1, beta2, epsilon, correction1, correction2] = pass.coefficients as AdamCoefficients;
  const moment = pass.slots[0]!.offset;
  const secondMoment = pass.slots[1]!.offset;
  const step = rate * pass.scale;
  for (let i = 0; i < pass.parameters.length; i++) {
    const gradient = elements[pass.gradients.offset + i]!;
    const g = beta1 * elements[moment + i]! + (1 - beta1) * gradient;
    const v = beta2 * elements[secondMoment + i]! + (1 - beta2) * gradient * gradient;
    elements[moment + i] = g;
    elements[secondMoment + i] = v;
    elements[pass.parameters.offset + i]! -= (step * (g * correction1)) / (Math.sqrt(v * correction2) + epsilon);
  }
}

type AdamCoefficients = readonly [rate: number, beta1: number, beta2: number, epsilon: number, correction1: number, correction2: number];
