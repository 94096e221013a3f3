import type { Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { EvaluationCounts, Objective } from './optimizer.ts';

/** f at a point; where `gradient` is given, ∇f is written there. */
export type Evaluate = (point: Tensor, gradient: Tensor | null) => number;

/** An objective that counts its own evaluations into `counts`, so that no optimizer can miscount. */
export function countedObjective(kernels: KernelSet, dimension: number, counts: EvaluationCounts, evaluate: Evaluate): Objective {
  return {
    kernels,
    dimension,
    counts,
    value(point) {
      counts.functionEvaluations++;
      return evaluate(point, null);
    },
    valueAndGradient(point, gradient) {
      counts.functionEvaluations++;
      counts.gradientEvaluations++;
      return evaluate(point, gradient);
    },
  };
}
