import type { Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { EvaluationCounts, Objective } from './optimizer.ts';

/** Where an objective is evaluated, and where it leaves ∇f; `[dimension]` each. */
export interface ObjectivePlace {
  readonly kernels: KernelSet;
  readonly point: Tensor;
  readonly gradient: Tensor;
}

/** An objective that counts its own evaluations into `counts`; `evaluate` gives f at `point` and, if asked, leaves ∇f in `gradient`. */
export function countedObjective(
  { kernels, point, gradient }: ObjectivePlace,
  counts: EvaluationCounts,
  evaluate: (withGradient: boolean) => number,
): Objective {
  return {
    kernels,
    dimension: point.length,
    point,
    gradient,
    counts,
    value() {
      counts.functionEvaluations++;
      return evaluate(false);
    },
    valueAndGradient() {
      counts.functionEvaluations++;
      counts.gradientEvaluations++;
      return evaluate(true);
    },
  };
}
