import { createKernels } from '../../src-core/kernels/createKernels.ts';
import type { KernelSet } from '../../src-core/kernels/kernelSet.ts';
import { countedObjective } from '../../src-core/optimizers/countedObjective.ts';
import type { EvaluationCounts, Objective, SearchOptimizer, SearchState, SearchStep } from '../../src-core/optimizers/optimizer.ts';

export interface TestFunction {
  readonly start: readonly number[];
  readonly value: (x: readonly number[]) => number;
  readonly gradient: (x: readonly number[]) => readonly number[];
}

export interface ArenaObjective {
  readonly objective: Objective;
  readonly counts: EvaluationCounts;
  /** How often f and ∇f were really computed, counted apart from the objective's own counts. */
  readonly calls: { value: number; gradient: number };
  read(): number[];
}

/** A plain function as an objective over an arena, in float64 unless other kernels are given, standing at its start. */
export function arenaObjective({ start, value, gradient }: TestFunction, kernels: KernelSet = createKernels('float64')): ArenaObjective {
  const point = kernels.arena.allocate([start.length]);
  kernels.arena.view(point).set(start);
  const counts: EvaluationCounts = { functionEvaluations: 0, gradientEvaluations: 0 };
  const calls = { value: 0, gradient: 0 };
  const slope = kernels.arena.allocate([start.length]);
  const objective = countedObjective({ kernels, point, gradient: slope }, counts, (withGradient) => {
    const x = [...kernels.arena.view(point)];
    calls.value++;
    if (withGradient) {
      calls.gradient++;
      kernels.arena.view(slope).set(gradient(x));
    }
    return value(x);
  });
  return { objective, counts, calls, read: () => [...kernels.arena.view(point)] };
}

/** Steps until the gradient is as small as asked, the optimizer gives up, or the steps are used; answers with the last step. */
export function minimise(
  optimizer: SearchOptimizer,
  problem: ArenaObjective,
  { steps, tolerance }: { steps: number; tolerance: number },
): SearchStep & { taken: number } {
  const state: SearchState = optimizer.init(problem.objective.kernels, problem.objective.dimension);
  for (let taken = 0; ; taken++) {
    const result = optimizer.step(state, problem.objective);
    if (result.status !== 'stepped' || result.gradientMax <= tolerance || taken >= steps) return { ...result, taken };
  }
}

/** ½ xᵀAx − bᵀx with the symmetric matrix given. */
export function quadratic(matrix: readonly (readonly number[])[], linear: readonly number[], start: readonly number[]): TestFunction {
  const product = (x: readonly number[]) => matrix.map((row) => row.reduce((sum, a, i) => sum + a * x[i]!, 0));
  return {
    start,
    value: (x) => product(x).reduce((sum, ax, i) => sum + x[i]! * (0.5 * ax - linear[i]!), 0),
    gradient: (x) => product(x).map((ax, i) => ax - linear[i]!),
  };
}

/** 100(y − x²)² + (1 − x)², minimum 0 at (1, 1). */
export const rosenbrock: TestFunction = {
  start: [-1.2, 1],
  value: ([x, y]) => 100 * (y! - x! * x!) ** 2 + (1 - x!) ** 2,
  gradient: ([x, y]) => [-400 * x! * (y! - x! * x!) - 2 * (1 - x!), 200 * (y! - x! * x!)],
};
