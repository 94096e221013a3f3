import { WorkbenchError } from '../errors.ts';
import type { Surface } from '../surfaces/surface.ts';
import { checkedStart, type Minimisation, type MinimiseLimits } from './minimise.ts';

/** ½ xᵀAx − b·x for a symmetric positive A, known by its products. */
export interface LinearSystem {
  /** b, `[n]` */
  readonly right: Float64Array;
  /** target = A p, both `[n]` */
  product(target: Float64Array, p: Float64Array): void;
}

/** The vectors of one step; valid during the call only. */
export interface LinearStep {
  /** xₙ */
  readonly point: Float64Array;
  /** rₙ = b − Axₙ, by its recursion */
  readonly residual: Float64Array;
  /** pₙ */
  readonly direction: Float64Array;
}

/** Where the linear method came to an end, and why. */
export interface LinearSolution {
  /** `notPositive`: p·Ap ≤ 0 along some direction, so A is not positive and there is no minimum. */
  readonly outcome: 'converged' | 'budget' | 'notPositive';
  readonly steps: number;
  readonly point: Float64Array;
  /** rₙ by its recursion, whose rounding differs from that of b − Axₙ. */
  readonly residual: Float64Array;
}

/**
 * Linear conjugate gradients, eq. 34: αₙ = rₙ²/(pₙ·Apₙ), xₙ₊₁ = xₙ + αₙpₙ, rₙ₊₁ = rₙ − αₙApₙ, βₙ = rₙ₊₁²/rₙ², pₙ₊₁ = rₙ₊₁ + βₙpₙ, until
 * `solved(rₙ)`. Exact after n steps in exact arithmetic; rounding costs more on ill-conditioned systems. One product a step, after one for r₀.
 */
export function solveByConjugateGradient(
  { right, product }: LinearSystem,
  start: Float64Array,
  limits: {
    readonly solved: (residual: Float64Array) => boolean;
    readonly mostSteps: number;
    readonly observe?: (step: LinearStep) => void;
  },
): LinearSolution {
  const point = start.slice();
  const image = new Float64Array(point.length);
  product(image, point);
  const residual = right.map((b, i) => b - image[i]!);
  const direction = residual.slice();
  let square = dot(residual, residual);
  for (let steps = 0; ; steps++) {
    limits.observe?.({ point, residual, direction });
    if (limits.solved(residual)) return { outcome: 'converged', steps, point, residual };
    if (steps >= limits.mostSteps) return { outcome: 'budget', steps, point, residual };
    product(image, direction);
    const curvature = dot(direction, image);
    if (!(curvature > 0)) return { outcome: 'notPositive', steps, point, residual };
    const alpha = square / curvature;
    addScaled(point, alpha, direction);
    addScaled(residual, -alpha, image);
    const next = dot(residual, residual);
    const beta = next / square;
    square = next;
    for (let i = 0; i < direction.length; i++) direction[i] = residual[i]! + beta * direction[i]!;
  }
}

/**
 * Minimises a quadratic surface by eq. 34. Products come from gradients, Ap = (∇f(σp) − ∇f(0))/σ with σ = 1/max|p|, so every step costs one
 * evaluation; the end is evaluated too, and the method begins again there if rounding has hidden a residual.
 * @throws optimizer/not-quadratic, optimizer/bad-start
 */
export function minimiseQuadratic(surface: Surface, limits: MinimiseLimits): Minimisation {
  if (!surface.quadratic)
    throw new WorkbenchError('optimizer/not-quadratic', 'Linear conjugate gradients need a quadratic surface with a minimum.');
  let evaluations = 0;
  const evaluate = (x: Float64Array, gradient: Float64Array) => {
    evaluations++;
    return surface.evaluate(x, gradient);
  };
  const n = surface.dimensions;
  let point: Float64Array = Float64Array.from(checkedStart(surface, limits.start));
  const gradient = new Float64Array(n);
  const origin = new Float64Array(n);
  evaluate(new Float64Array(n), origin);
  const probe = new Float64Array(n);
  const product = (target: Float64Array, p: Float64Array) => {
    const size = largest(p) || 1;
    for (let i = 0; i < n; i++) probe[i] = p[i]! / size;
    evaluate(probe, target);
    for (let i = 0; i < n; i++) target[i] = size * (target[i]! - origin[i]!);
  };
  const system = { right: origin.map((g) => -g), product };

  let iterations = 0;
  for (;;) {
    const mostSteps = Math.max(0, Math.min(limits.mostIterations - iterations, limits.mostEvaluations - evaluations));
    const solved = (residual: Float64Array) => largest(residual) <= limits.tolerance;
    const solution = solveByConjugateGradient(system, point, { solved, mostSteps });
    point = solution.point;
    iterations += solution.steps;
    const value = evaluate(point, gradient);
    const gradientMax = largest(gradient);
    const end = { value, gradientMax, iterations, functionEvaluations: evaluations, gradientEvaluations: evaluations, point: [...point] };
    if (gradientMax <= limits.tolerance) return { outcome: 'converged', ...end };
    if (solution.outcome === 'notPositive') return { outcome: Number.isFinite(value) ? 'stalled' : 'notFinite', ...end };
    if (solution.outcome === 'budget') return { outcome: 'budget', ...end };
  }
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}

function addScaled(y: Float64Array, a: number, x: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i]! += a * x[i]!;
}

function largest(x: Float64Array): number {
  return x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
