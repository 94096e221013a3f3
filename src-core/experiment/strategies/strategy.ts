import type { RegistryMember } from '../../registry.ts';
import type { Assignment, Dimension } from '../searchSpace.ts';

/** An assignment that was tried and what it scored; less is better. */
export interface Observation {
  readonly assignment: Assignment;
  readonly score: number;
}

/** The assignments a strategy tries, by number, so that any of them can be made again without the others. */
export interface AssignmentPlan {
  readonly count: number;
  /** The index-th assignment, 0 … count−1. `history` is what is known so far; a strategy that learns nothing ignores it. */
  assignment(index: number, history: readonly Observation[]): Assignment;
}

/** A way of choosing points of a search space. */
export interface StrategyMember extends RegistryMember {
  /** Pure: decided by the space, the parameters (checked by the registry), the seed and the history alone. */
  plan(space: readonly Dimension[], parameters: Readonly<Record<string, unknown>>, seed: number): AssignmentPlan;
}
