import type { FloatArray } from '../kernels/arena.ts';
import type { OptimizerPass } from '../kernels/kernelSet.ts';
import { z } from '../schema.ts';
import { biasCorrection } from './biasCorrection.ts';
import type { OptimizerMember } from './optimizer.ts';
import { averageParameters, learningRateParameter } from './optimizerParameters.ts';

const parameters = z.object({
  learningRate: learningRateParameter(0.001),
  ...averageParameters,
  weightDecay: z.number().min(0).max(1e3).default(0.01).meta({
    label: 'Weight decay λ',
    help: 'Share of every parameter, biases too, that is taken away in a step, times the learning rate.',
  }),
});

/**
 * Adam with decoupled decay: x ← x − α (ĝ/(√v̂ + ε) + λx), ĝ and v̂ as in eq. 38-41 (Loshchilov & Hutter 2019, algorithm 2). Unlike an
 * L2 penalty, the decay does not pass through the averages.
 */
export const adamW: OptimizerMember = {
  name: 'adamW',
  label: 'AdamW',
  summary: 'Adam, and every parameter decays a little towards 0 beside it.',
  equation: 'x ← x − α (ĝ/(√v̂ + ε) + λx)  (eq. 38-43, with decoupled decay)',
  parameters,
  create(given) {
    const { learningRate, beta1, beta2, epsilon, weightDecay } = parameters.parse(given);
    const logBeta1 = Math.log(beta1);
    const logBeta2 = Math.log(beta2);
    return {
      kind: 'elementwise',
      slots: ['moment', 'secondMoment'],
      kernel: 'adamW',
      coefficients: (step) => [
        learningRate,
        beta1,
        beta2,
        epsilon,
        biasCorrection(logBeta1, step),
        biasCorrection(logBeta2, step),
        weightDecay,
      ],
      apply,
    };
  },
};

function apply(pass: OptimizerPass, elements: FloatArray): void {
  const [rate, beta1, beta2, epsilon, correction1, correction2, decay] = pass.coefficients as AdamWCoefficients;
  const { offset: parameter, length } = pass.parameters;
  const moment = pass.slots[0]!.offset;
  const secondMoment = pass.slots[1]!.offset;
  const step = rate * pass.scale;
  for (let i = 0; i < length; i++) {
    const gradient = elements[pass.gradients.offset + i]!;
    const g = beta1 * elements[moment + i]! + (1 - beta1) * gradient;
    const v = beta2 * elements[secondMoment + i]! + (1 - beta2) * gradient * gradient;
    elements[moment + i] = g;
    elements[secondMoment + i] = v;
    const x = elements[parameter + i]!;
    elements[parameter + i] = x - step * ((g * correction1) / (Math.sqrt(v * correction2) + epsilon) + decay * x);
  }
}

type AdamWCoefficients = readonly [
  rate: number,
  beta1: number,
  beta2: number,
  epsilon: number,
  correction1: number,
  correction2: number,
  decay: number,
];
