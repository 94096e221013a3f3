import type { Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { LineFunction, LinePoint, LineSearch, LineSearchResult } from '../lineSearch/lineFunction.ts';
import type { ConjugateProducts } from './conjugateBeta.ts';
import type { Objective, SearchOptimizer, SearchState, SearchStep } from './optimizer.ts';

/** What distinguishes one method of line searches from another. */
export interface DescentMethod {
  readonly lineSearch: LineSearch;
  readonly stepsPerBatch: number;
  /** β of the next direction p ← r + βp; 0 starts anew along the gradient. `stepsSinceRestart` counts from 1. */
  readonly nextBeta: (products: ConjugateProducts, stepsSinceRestart: number, dimension: number) => number;
}

/**
 * The step that all methods of line searches share: search along p, go there, and build the next direction from the two gradients.
 * A direction that does not descend (p·r ≤ 0) or along which nothing is found is replaced by the negative gradient.
 */
export function createDescent(method: DescentMethod): SearchOptimizer {
  return {
    kind: 'search',
    stepsPerBatch: method.stepsPerBatch,
    init: initDescent,
    restart: (state) => {
      state.numbers['known'] = 0;
      state.numbers['lastDecrease'] = 0;
    },
    step: (state, point, objective) => step(method, state as DescentState, point, objective),
  };
}

interface DescentState extends SearchState {
  readonly tensors: Readonly<Record<'gradient' | 'direction' | 'trial' | 'trialGradient', Tensor>>;
  /** `known`: whether value, gradient and direction belong to the point and the objective of today. `slope` is p·∇f. */
  readonly numbers: Record<'known' | 'value' | 'slope' | 'lastDecrease' | 'stepsSinceRestart', number>;
}

function initDescent({ arena }: KernelSet, dimension: number): DescentState {
  const run = () => arena.allocate([dimension]);
  return {
    tensors: { gradient: run(), direction: run(), trial: run(), trialGradient: run() },
    numbers: { known: 0, value: 0, slope: 0, lastDecrease: 0, stepsSinceRestart: 0 },
  };
}

function step(method: DescentMethod, state: DescentState, point: Tensor, objective: Objective): SearchStep {
  const { kernels } = objective;
  const { numbers, tensors } = state;
  if (!numbers.known) {
    numbers.value = objective.valueAndGradient(point, tensors.gradient);
    followGradient(kernels, state);
    numbers.known = 1;
  }
  const value = numbers.value;
  const gradientMax = kernels.maxAbsolute(tensors.gradient);
  if (!Number.isFinite(value) || !kernels.allFinite(tensors.gradient)) return { value, gradientMax, status: 'notFinite' };
  if (gradientMax === 0) return { value, gradientMax, status: 'stalled' };

  const found = searchLine(method.lineSearch, state, point, objective) ?? searchAlongGradient(method.lineSearch, state, point, objective);
  if (!found) return { value, gradientMax, status: 'stalled' };
  numbers.stepsSinceRestart++;
  kernels.copy(point, tensors.trial);
  turn(method, kernels, state, objective.dimension);
  numbers.lastDecrease = value - found.value;
  numbers.value = found.value;
  return { value, gradientMax, status: 'stepped' };
}

/** Leaves the point found in `trial` and its gradient in `trialGradient`. */
function searchLine(search: LineSearch, state: DescentState, point: Tensor, objective: Objective): LineSearchResult | null {
  const { numbers, tensors } = state;
  const { kernels } = objective;
  let jointlyEvaluated = NaN;
  const goTo = (step: number) => kernels.pointOnLine(tensors.trial, point, step, tensors.direction);
  const line: LineFunction = {
    value(step) {
      goTo(step);
      jointlyEvaluated = NaN;
      return objective.value(tensors.trial);
    },
    valueAndSlope(step): LinePoint {
      goTo(step);
      jointlyEvaluated = step;
      const value = objective.valueAndGradient(tensors.trial, tensors.trialGradient);
      return { step, value, slope: kernels.dot(tensors.direction, tensors.trialGradient) };
    },
  };
  const start = { step: 0, value: numbers.value, slope: numbers.slope };
  const result = search(line, start, firstStep(kernels, state));
  if (result && result.step !== jointlyEvaluated) line.valueAndSlope(result.step);
  return result;
}

/** A second try where the direction was not the negative gradient already. */
function searchAlongGradient(search: LineSearch, state: DescentState, point: Tensor, objective: Objective): LineSearchResult | null {
  if (state.numbers.stepsSinceRestart === 0) return null;
  followGradient(objective.kernels, state);
  state.numbers.lastDecrease = 0;
  return searchLine(search, state, point, objective);
}

/** The step that would lower f as much as the last one did, were f a parabola (Nocedal & Wright, eq. 3.60); at first |αp| ≤ 1. */
function firstStep(kernels: KernelSet, { numbers, tensors }: DescentState): number {
  const guess = (-2.02 * numbers.lastDecrease) / numbers.slope;
  if (guess > 0 && Number.isFinite(guess)) return guess;
  return Math.min(1, 1 / Math.sqrt(kernels.dot(tensors.direction, tensors.direction)));
}

/** p ← −∇f */
function followGradient(kernels: KernelSet, { numbers, tensors }: DescentState): void {
  kernels.fill(tensors.direction, 0);
  kernels.addScaled(tensors.direction, -1, tensors.gradient);
  numbers.slope = -kernels.dot(tensors.gradient, tensors.gradient);
  numbers.stepsSinceRestart = 0;
}

/** After a step: the new gradient, and p ← r + βp. */
function turn(method: DescentMethod, kernels: KernelSet, state: DescentState, dimension: number): void {
  const { numbers, tensors } = state;
  const beta = method.nextBeta(
    {
      newNew: kernels.dot(tensors.trialGradient, tensors.trialGradient),
      newOld: kernels.dot(tensors.trialGradient, tensors.gradient),
      oldOld: kernels.dot(tensors.gradient, tensors.gradient),
      directionNew: -kernels.dot(tensors.direction, tensors.trialGradient),
      directionOld: -numbers.slope,
    },
    numbers.stepsSinceRestart,
    dimension,
  );
  kernels.copy(tensors.gradient, tensors.trialGradient);
  if (beta === 0 || !Number.isFinite(beta)) return followGradient(kernels, state);
  kernels.scale(tensors.direction, beta);
  kernels.addScaled(tensors.direction, -1, tensors.gradient);
  numbers.slope = kernels.dot(tensors.direction, tensors.gradient);
  if (!(numbers.slope < 0)) followGradient(kernels, state);
}
