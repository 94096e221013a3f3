import type { Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { LineFunction, LinePoint, LineSearch, LineSearchResult } from '../lineSearch/lineFunction.ts';
import type { Objective, SearchOptimizer, SearchState, SearchStep } from './optimizer.ts';
import type { SearchDirection } from './searchDirection.ts';

/** What distinguishes one method of line searches from another. */
export interface DescentMethod {
  readonly lineSearch: LineSearch;
  readonly direction: SearchDirection;
  readonly stepsPerBatch: number;
}

/**
 * The step that all methods of line searches share: search along p, go there, and let the method's rule build the next direction.
 * A direction that does not descend (p·r ≤ 0) or along which nothing is found is replaced by the negative gradient.
 */
export function createDescent(method: DescentMethod): SearchOptimizer {
  return {
    kind: 'search',
    stepsPerBatch: method.stepsPerBatch,
    init: (kernels, dimension) => initDescent(method, kernels, dimension),
    restart: (state) => {
      state.numbers['known'] = 0;
      state.numbers['lastDecrease'] = 0;
      method.direction.forget(state);
    },
    step: (state, objective, _rateShare, tolerance = 0) => step(method, state as DescentState, objective, tolerance),
  };
}

interface DescentState extends SearchState {
  readonly tensors: Readonly<Record<'gradient' | 'direction', Tensor>>;
  /** `known`: whether value, gradient and direction belong to the point and the objective of today. `slope` is p·∇f. */
  readonly numbers: Record<'known' | 'value' | 'slope' | 'lastDecrease' | 'stepsSinceRestart', number>;
  /** Where the line under search begins; of no use between steps. */
  readonly origin: Tensor;
}

function initDescent({ direction }: DescentMethod, kernels: KernelSet, dimension: number): DescentState {
  const run = () => kernels.arena.allocate([dimension]);
  const own = direction.init(kernels, dimension);
  return {
    tensors: { gradient: run(), direction: run(), ...own.tensors },
    numbers: { known: 0, value: 0, slope: 0, lastDecrease: 0, stepsSinceRestart: 0, ...own.numbers },
    origin: run(),
  };
}

function step(method: DescentMethod, state: DescentState, objective: Objective, tolerance: number): SearchStep {
  const { kernels } = objective;
  const { numbers, tensors } = state;
  if (!numbers.known) {
    numbers.value = objective.valueAndGradient();
    kernels.copy(tensors.gradient, objective.gradient);
    followGradient(kernels, state);
    numbers.known = 1;
  }
  const value = numbers.value;
  const gradientMax = kernels.maxAbsolute(tensors.gradient);
  if (!Number.isFinite(value) || !kernels.allFinite(tensors.gradient)) return { value, gradientMax, status: 'notFinite' };
  if (gradientMax <= tolerance) return { value, gradientMax, status: 'stalled' };

  kernels.copy(state.origin, objective.point);
  const found = searchLine(method, state, objective) ?? searchAlongGradient(method, state, objective);
  if (!found) {
    kernels.copy(objective.point, state.origin);
    return { value, gradientMax, status: 'stalled' };
  }
  numbers.stepsSinceRestart++;
  turn(method, state, objective, found.step);
  numbers.lastDecrease = value - found.value;
  numbers.value = found.value;
  return { value, gradientMax, status: 'stepped' };
}

/** Leaves the objective at the point found, its gradient computed. */
function searchLine(method: DescentMethod, state: DescentState, objective: Objective): LineSearchResult | null {
  const { numbers, tensors, origin } = state;
  const { kernels } = objective;
  let jointlyEvaluated = NaN;
  const goTo = (step: number) => kernels.pointOnLine(objective.point, origin, step, tensors.direction);
  const line: LineFunction = {
    value(step) {
      goTo(step);
      jointlyEvaluated = NaN;
      return objective.value();
    },
    valueAndSlope(step): LinePoint {
      goTo(step);
      jointlyEvaluated = step;
      const value = objective.valueAndGradient();
      return { step, value, slope: kernels.dot(tensors.direction, objective.gradient) };
    },
  };
  const start = { step: 0, value: numbers.value, slope: numbers.slope };
  const result = method.lineSearch(line, start, firstStep(method, kernels, state));
  if (result && result.step !== jointlyEvaluated) line.valueAndSlope(result.step);
  return result;
}

/** A second try where the direction was not the negative gradient already. */
function searchAlongGradient(method: DescentMethod, state: DescentState, objective: Objective): LineSearchResult | null {
  if (state.numbers.stepsSinceRestart === 0) return null;
  followGradient(objective.kernels, state);
  state.numbers.lastDecrease = 0;
  return searchLine(method, state, objective);
}

/** What the directions suggest; where they have no guess, |αp| ≤ 1. */
function firstStep({ direction }: DescentMethod, kernels: KernelSet, { numbers, tensors }: DescentState): number {
  const guess = direction.firstStep(numbers);
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

/** After a step of that length: the new gradient and the new direction. */
function turn({ direction: rule }: DescentMethod, state: DescentState, objective: Objective, length: number): void {
  const { numbers, tensors } = state;
  const { kernels, dimension, gradient: newGradient } = objective;
  const { direction, gradient } = tensors;
  const { slope, stepsSinceRestart } = numbers;
  const turned = rule.turn({ kernels, dimension, direction, gradient, newGradient, length, slope, stepsSinceRestart }, state);
  kernels.copy(gradient, newGradient);
  if (!turned) return followGradient(kernels, state);
  numbers.slope = kernels.dot(direction, gradient);
  if (!(numbers.slope < 0)) followGradient(kernels, state);
}
