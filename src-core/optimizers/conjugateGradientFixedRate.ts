import type { Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import { z } from '../schema.ts';
import type { Objective, OptimizerMember, SearchState, SearchStep } from './optimizer.ts';
import { learningRateParameter, stepsPerBatchParameter } from './optimizerParameters.ts';

const parameters = z.object({ learningRate: learningRateParameter(0.1), stepsPerBatch: stepsPerBatchParameter });

/** The note's simple method (after eq. 37): Dai-Yuan directions, a fixed learning rate, no line search, one gradient a step. */
export const conjugateGradientFixedRate: OptimizerMember = {
  name: 'conjugateGradientFixedRate',
  label: 'Conjugate gradient, fixed rate',
  summary: "The note's simple method: Dai-Yuan directions followed at a fixed learning rate.",
  equation: 'pₙ = rₙ + rₙ²/(zₙ₋₁ − rₙ·pₙ₋₁) pₙ₋₁, x ← x + α sgn(pₙ·rₙ) pₙ, zₙ = pₙ·rₙ  (after eq. 37)',
  parameters,
  create(given) {
    const { learningRate, stepsPerBatch } = parameters.parse(given);
    return {
      kind: 'search',
      stepsPerBatch,
      init,
      restart: (state) => {
        state.numbers['started'] = 0;
      },
      step: (state, objective, rateShare = 1, tolerance = 0) =>
        step(learningRate * rateShare, tolerance, state as FixedRateState, objective),
    };
  },
};

interface FixedRateState extends SearchState {
  readonly tensors: Readonly<Record<'direction', Tensor>>;
  /** `z` is p·r of the step before. */
  readonly numbers: Record<'started' | 'z', number>;
}

function init({ arena }: KernelSet, dimension: number): FixedRateState {
  return { tensors: { direction: arena.allocate([dimension]) }, numbers: { started: 0, z: 0 } };
}

function step(learningRate: number, tolerance: number, { numbers, tensors }: FixedRateState, objective: Objective): SearchStep {
  const { kernels, point, gradient } = objective;
  const { direction } = tensors;
  const value = objective.valueAndGradient();
  const gradientMax = kernels.maxAbsolute(gradient);
  if (!Number.isFinite(value) || !kernels.allFinite(gradient)) return { value, gradientMax, status: 'notFinite' };
  if (gradientMax <= tolerance) return { value, gradientMax, status: 'stalled' };

  // With r = −∇f: zₙ₋₁ − rₙ·pₙ₋₁ = zₙ₋₁ + ∇f·pₙ₋₁.
  const beta = numbers.started ? kernels.dot(gradient, gradient) / (numbers.z + kernels.dot(gradient, direction)) : 0;
  if (beta !== 0 && Number.isFinite(beta)) kernels.scale(direction, beta);
  else kernels.fill(direction, 0);
  kernels.addScaled(direction, -1, gradient);
  numbers.z = -kernels.dot(direction, gradient);
  numbers.started = 1;
  kernels.addScaled(point, learningRate * Math.sign(numbers.z), direction);
  return { value, gradientMax, status: 'stepped' };
}
