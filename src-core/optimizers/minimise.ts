import { WorkbenchError } from '../errors.ts';
import { createKernels } from '../kernels/createKernels.ts';
import type { Surface } from '../surfaces/surface.ts';
import { countedObjective } from './countedObjective.ts';
import type { ElementwiseOptimizer, EvaluationCounts, Objective, Optimizer, SearchStep } from './optimizer.ts';

/** When a minimisation ends, and what it keeps. */
export interface MinimiseLimits {
  /** Where to begin; the surface's usual start if left out. */
  readonly start?: readonly number[] | undefined;
  /** Ends as converged where the largest |∂f| is at most this. */
  readonly tolerance: number;
  readonly mostIterations: number;
  /** Looked at between steps, so the last step may go over it. */
  readonly mostEvaluations: number;
  /** Called with every point a step begins at, the first and the last included. */
  readonly observe?: ((iterate: Iterate) => void) | undefined;
}

/** A point on the way. */
export interface Iterate {
  readonly point: readonly number[];
  readonly value: number;
  readonly gradientMax: number;
  /** Evaluations of f spent when the step from here began. */
  readonly functionEvaluations: number;
}

/**
 * `stalled`: no step lowers f within precision. `unbounded`: f fell below −1e20. `notFinite`: f or ∇f is NaN or infinite.
 * `budget`: iterations or evaluations are used up.
 */
export type MinimiseOutcome = 'converged' | 'stalled' | 'unbounded' | 'notFinite' | 'budget';

/** Where a minimisation ended and what it took; value and gradient belong to the point. */
export interface Minimisation extends EvaluationCounts {
  readonly outcome: MinimiseOutcome;
  readonly value: number;
  /** Largest |∂f|. */
  readonly gradientMax: number;
  readonly iterations: number;
  readonly point: readonly number[];
}

/** f this low has no minimum. */
const bottomless = -1e20;

/** One step of any optimizer, unless the largest |∂f| is at most `tolerance`. */
type Advance = (tolerance: number) => SearchStep;

/**
 * Runs an optimizer on a surface in double precision and counts what it asks for.
 * @throws optimizer/bad-start for a start of another length or with numbers that are not finite
 */
export function minimise(surface: Surface, optimizer: Optimizer, limits: MinimiseLimits): Minimisation {
  const kernels = createKernels('float64');
  const { arena } = kernels;
  const point = arena.allocate([surface.dimensions]);
  arena.view(point).set(checkedStart(surface, limits.start));
  const counts: EvaluationCounts = { functionEvaluations: 0, gradientEvaluations: 0 };
  const gradient = arena.allocate([surface.dimensions]);
  const objective = countedObjective({ kernels, point, gradient }, counts, (withGradient) =>
    surface.evaluate(arena.view(point), withGradient ? arena.view(gradient) : null),
  );
  const advance = walker(optimizer, objective);

  for (let iterations = 0; ; iterations++) {
    const here = [...arena.view(point)];
    const { functionEvaluations } = counts;
    const spent = iterations >= limits.mostIterations || functionEvaluations >= limits.mostEvaluations;
    const { value, gradientMax, status } = advance(spent ? Infinity : limits.tolerance);
    limits.observe?.({ point: here, value, gradientMax, functionEvaluations });
    const outcome = outcomeOf({ value, gradientMax, status }, limits.tolerance, spent);
    if (outcome) return { outcome, value, gradientMax, iterations, ...counts, point: here };
  }
}

/** The start given, else the surface's own. @throws optimizer/bad-start */
export function checkedStart(surface: Surface, start: readonly number[] = surface.start): readonly number[] {
  if (start.length === surface.dimensions && start.every(Number.isFinite)) return start;
  const message = `The start has ${start.length} numbers; this surface needs ${surface.dimensions} finite ones.`;
  throw new WorkbenchError('optimizer/bad-start', message, { given: start.length, needed: surface.dimensions });
}

/** Why a minimisation ends with this step; null while it goes on. */
function outcomeOf({ value, gradientMax, status }: SearchStep, tolerance: number, spent: boolean): MinimiseOutcome | null {
  if (value < bottomless) return 'unbounded';
  if (status === 'notFinite') return 'notFinite';
  if (gradientMax <= tolerance) return 'converged';
  if (spent) return 'budget';
  return status === 'stalled' ? 'stalled' : null;
}

function walker(optimizer: Optimizer, objective: Objective): Advance {
  if (optimizer.kind === 'elementwise') return elementwiseWalker(optimizer, objective);
  const state = optimizer.init(objective.kernels, objective.dimension);
  return (tolerance) => optimizer.step(state, objective, 1, tolerance);
}

/** One evaluation a step, and the pass that follows it. */
function elementwiseWalker(optimizer: ElementwiseOptimizer, objective: Objective): Advance {
  const { kernels, dimension, point, gradient: gradients } = objective;
  const slots = optimizer.slots.map(() => kernels.arena.allocate([dimension]));
  const gradientNorm = () => Math.sqrt(kernels.dot(gradients, gradients));
  let step = 0;
  return (tolerance) => {
    const value = objective.valueAndGradient();
    const gradientMax = kernels.maxAbsolute(gradients);
    if (!Number.isFinite(value) || !kernels.allFinite(gradients)) return { value, gradientMax, status: 'notFinite' };
    if (gradientMax <= tolerance) return { value, gradientMax, status: 'stalled' };
    const { kernel, apply } = optimizer;
    const coefficients = optimizer.coefficients(++step, gradientNorm);
    kernels.optimizerPass({ kernel, apply, coefficients, parameters: point, gradients, slots, scale: 1 });
    return { value, gradientMax, status: 'stepped' };
  };
}
