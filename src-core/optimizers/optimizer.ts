import type { Tensor } from '../kernels/arena.ts';
import type { KernelSet, OptimizerPass } from '../kernels/kernelSet.ts';
import type { RegistryMember } from '../registry.ts';

/** How often an optimizer asked for the objective; a joint evaluation counts as one of each. */
export interface EvaluationCounts {
  functionEvaluations: number;
  gradientEvaluations: number;
}

/**
 * What a search optimizer minimises, at a place of its own: whoever wants f at x + αp writes that point there with one kernel, and finds
 * ∇f where it was computed. For a network these are its parameters and gradients, so that nothing is copied between evaluations.
 * Every call is counted by the objective itself, so no optimizer can miscount.
 */
export interface Objective {
  readonly kernels: KernelSet;
  readonly dimension: number;
  readonly counts: Readonly<EvaluationCounts>;
  /** `[dimension]`: the point at which it is evaluated. */
  readonly point: Tensor;
  /** `[dimension]`: ∇f as the last `valueAndGradient` left it. */
  readonly gradient: Tensor;
  /** f at `point`. */
  value(): number;
  /** f at `point`; ∇f goes to `gradient`. */
  valueAndGradient(): number;
}

/** Turns one gradient into one step, parameter by parameter, given the state in `slots`. */
export interface ElementwiseOptimizer {
  readonly kind: 'elementwise';
  /** Names of the state runs it keeps, each as long as the parameters and zero at first. */
  readonly slots: readonly string[];
  /** The kernels' name for its pass. */
  readonly kernel: string;
  /** Whether the last of its coefficients is the norm of the gradient; absent is no. */
  readonly usesGradientNorm?: boolean;
  /** Numbers of the step-th step, from 1. `gradientNorm` gives |∇f| over all parameters, computed only where it is asked for. */
  coefficients(step: number, gradientNorm: () => number): readonly number[];
  /** The pass in plain code, beside its equation. */
  readonly apply: OptimizerPass['apply'];
}

/** State of a search optimizer: plain numbers and named runs of the arena, all of which a checkpoint keeps. */
export interface SearchState {
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly numbers: Record<string, number>;
}

/** What one step of a search optimizer found. */
export interface SearchStep {
  /** f before the step: a step need not evaluate f where it ends. */
  readonly value: number;
  /** Largest |∂f| before the step. */
  readonly gradientMax: number;
  /** `stalled`: no point along any direction it tries lowers f within precision. */
  readonly status: 'stepped' | 'stalled' | 'notFinite';
}

/** Chooses its own evaluations: conjugate gradients, L-BFGS, anything with a line search. */
export interface SearchOptimizer {
  readonly kind: 'search';
  /** Steps taken on one batch before the next one, because a direction built from another batch's gradient is conjugate to nothing. */
  readonly stepsPerBatch: number;
  init(kernels: KernelSet, dimension: number): SearchState;
  /** Called when the objective changed (a new batch): forget directions, keep nothing that depends on it. */
  restart(state: SearchState): void;
  /**
   * Moves the objective's `point`. `rateShare` (1 where left out) multiplies a fixed learning rate; a line search takes no notice of it. Where the
   * largest |∂f| is at most `tolerance` (0 where left out) it answers `stalled` and moves nothing.
   */
  step(state: SearchState, objective: Objective, rateShare?: number, tolerance?: number): SearchStep;
}

/** Either kind of optimizer; `kind` tells which. */
export type Optimizer = ElementwiseOptimizer | SearchOptimizer;

/** An optimizer as a registry lists it. */
export interface OptimizerMember extends RegistryMember {
  /** `parameters` have been checked by the registry. */
  create(parameters: Readonly<Record<string, unknown>>): Optimizer;
}
