import type { Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { SearchState } from './optimizer.ts';

/** A step just taken, xₙ₊₁ = xₙ + αpₙ, as a rule for directions sees it. All tensors are `[dimension]`. */
export interface StepTaken {
  readonly kernels: KernelSet;
  readonly dimension: number;
  /** pₙ; a rule leaves pₙ₊₁ in its place. */
  readonly direction: Tensor;
  /** ∇f(xₙ) */
  readonly gradient: Tensor;
  /** ∇f(xₙ₊₁) */
  readonly newGradient: Tensor;
  /** α */
  readonly length: number;
  /** pₙ·∇f(xₙ) < 0 */
  readonly slope: number;
  /** Steps since a direction was the negative gradient, this one included: from 1. */
  readonly stepsSinceRestart: number;
}

/** What is known of a line before it is searched. */
export interface LineAhead {
  /** pₙ·∇f(xₙ) < 0 */
  readonly slope: number;
  /** f(xₙ₋₁) − f(xₙ), 0 where there was no step before. */
  readonly lastDecrease: number;
  readonly stepsSinceRestart: number;
}

/** How the directions of one method follow from each other. */
export interface SearchDirection {
  /** State of its own, kept by a checkpoint beside that of the descent; names must not collide with that. */
  init(kernels: KernelSet, dimension: number): SearchState;
  /** The objective has changed: what was learnt of it is void. */
  forget(state: SearchState): void;
  /** Replaces pₙ by pₙ₊₁; false to start anew along −∇f(xₙ₊₁), where pₙ may be left in any state. */
  turn(step: StepTaken, state: SearchState): boolean;
  /** The first step a search tries; NaN where the rule has no guess. */
  firstStep(line: LineAhead): number;
}
