import { describe, expect, it } from 'vitest';
import { conjugateBetas, type ConjugateBetaName } from '../../../../src-core/optimizers/conjugateBeta.ts';
import { createSurface } from '../../../../src-core/optimizers/laboratory.ts';
import { minimiseQuadratic, solveByConjugateGradient, type LinearSystem } from '../../../../src-core/optimizers/linearConjugateGradient.ts';
import { minimise, type Iterate } from '../../../../src-core/optimizers/minimise.ts';
import { optimizers } from '../../../../src-core/optimizers/registry.ts';
import type { Surface } from '../../../../src-core/surfaces/surface.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';

const dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
const norm = (x: Float64Array) => Math.sqrt(dot(x, x));

/** Curvatures from 1 to the condition number, evenly spaced in the logarithm; the solution is of ones. */
function diagonal(n: number, condition: number): LinearSystem {
  const curvatures = Float64Array.from({ length: n }, (_, i) => condition ** (i / (n - 1)));
  return {
    right: curvatures,
    product: (target, p) => p.forEach((value, i) => (target[i] = curvatures[i]! * value)),
  };
}

/** A full symmetric positive matrix, BᵀB/n + I of random numbers. */
function dense(n: number, seed: number): LinearSystem & { matrix: readonly Float64Array[] } {
  const random = createRandom(seed);
  const b = Array.from({ length: n }, () => Float64Array.from({ length: n }, () => random.normal()));
  const matrix = b.map((row, i) => Float64Array.from(b, (column, j) => dot(row, column) / n + (i === j ? 1 : 0)));
  const right = Float64Array.from({ length: n }, () => random.normal());
  return { matrix, right, product: (target, p) => matrix.forEach((row, i) => (target[i] = dot(row, p))) };
}

function stepsTo(system: LinearSystem, relative: number): number {
  const wanted = relative * norm(system.right);
  const start = new Float64Array(system.right.length);
  const solution = solveByConjugateGradient(system, start, { solved: (r) => norm(r) <= wanted, mostSteps: 1000 });
  expect(solution.outcome).toBe('converged');
  return solution.steps;
}

describe('linear conjugate gradients (eq. 34)', () => {
  // Rounding costs more than n steps where the condition is large: the directions lose their conjugacy.
  it.each([
    { condition: 10, most: 40 },
    { condition: 100, most: 100 },
    { condition: 1e4, most: 340 },
  ])('solves n = 100 with condition $condition to a residual of 1e-10 within $most steps', ({ condition, most }) => {
    const steps = stepsTo(diagonal(100, condition), 1e-10);
    expect(steps).toBeLessThanOrEqual(most);
    expect(steps).toBeGreaterThan(most / 2);
  });

  it('really solves: b − Ax is as small as the recursion says', () => {
    const system = dense(50, 20250305);
    const { point } = solveByConjugateGradient(system, new Float64Array(50), { solved: (r) => norm(r) <= 1e-12, mostSteps: 200 });
    const image = new Float64Array(50);
    system.product(image, point);
    expect(norm(system.right.map((b, i) => b - image[i]!))).toBeLessThan(1e-11);
  });

  it('keeps directions conjugate and residuals orthogonal to 1e-8 for n = 20', () => {
    const system = dense(20, 20250306);
    const residuals: Float64Array[] = [];
    const directions: Float64Array[] = [];
    solveByConjugateGradient(system, new Float64Array(20), {
      solved: (r) => norm(r) <= 1e-6 * norm(system.right),
      mostSteps: 20,
      observe: ({ residual, direction }) => {
        residuals.push(residual.slice());
        directions.push(direction.slice());
      },
    });
    expect(residuals.length).toBeGreaterThan(8);
    const images = directions.map((direction) => {
      const image = new Float64Array(20);
      system.product(image, direction);
      return image;
    });
    for (let i = 0; i < residuals.length; i++) {
      for (let j = 0; j < i; j++) {
        expect(Math.abs(dot(residuals[i]!, residuals[j]!)) / (norm(residuals[i]!) * norm(residuals[j]!))).toBeLessThan(1e-8);
        expect(Math.abs(dot(directions[i]!, images[j]!)) / (norm(directions[i]!) * norm(images[j]!))).toBeLessThan(1e-8);
      }
    }
  });

  it('is worked by hand for two steps: A = diag(1, 2), b = 0 from (1, 1) goes to (4/9, −1/9) and to (0, 0)', () => {
    const points: number[][] = [];
    const system: LinearSystem = { right: new Float64Array(2), product: (target, p) => target.set([p[0]!, 2 * p[1]!]) };
    const solution = solveByConjugateGradient(system, Float64Array.of(1, 1), {
      solved: (r) => norm(r) < 1e-14,
      mostSteps: 5,
      observe: ({ point }) => points.push([...point]),
    });
    expect(solution.steps).toBe(2);
    expect(points[1]![0]).toBeCloseTo(4 / 9, 15);
    expect(points[1]![1]).toBeCloseTo(-1 / 9, 15);
  });

  it('says where a matrix is not positive', () => {
    const system: LinearSystem = { right: Float64Array.of(0, 1), product: (target, p) => target.set([p[0]!, -p[1]!]) };
    expect(solveByConjugateGradient(system, new Float64Array(2), { solved: () => false, mostSteps: 5 }).outcome).toBe('notPositive');
  });
});

describe('every β with an exact line search', () => {
  const n = 20;
  const { matrix, right, product } = dense(n, 20250307);
  const surface: Surface = {
    dimensions: n,
    start: new Array<number>(n).fill(0),
    minima: [],
    window: { x: [-1, 1], y: [-1, 1] },
    quadratic: true,
    evaluate(x, gradient) {
      const image = matrix.map((row) => row.reduce((sum, a, i) => sum + a * x[i]!, 0));
      gradient?.set(image.map((value, i) => value - right[i]!));
      return image.reduce((sum, value, i) => sum + x[i]! * (0.5 * value - right[i]!), 0);
    },
  };
  const expected: number[][] = [];
  solveByConjugateGradient({ right, product }, new Float64Array(n), {
    solved: () => false,
    mostSteps: 10,
    observe: ({ point }) => expected.push([...point]),
  });

  it.each(Object.keys(conjugateBetas) as ConjugateBetaName[])('%s takes the path of the linear method to 1e-8', (beta) => {
    const { type, ...parameters } = optimizers.parse({ type: 'conjugateGradient', beta, lineSearch: 'exact', powell: 1e6 });
    const path: Iterate[] = [];
    const observe = (iterate: Iterate) => void path.push(iterate);
    minimise(surface, optimizers.get(type).create(parameters), { tolerance: 1e-12, mostIterations: 10, mostEvaluations: 1000, observe });
    expect(path).toHaveLength(11);
    for (const [step, { point }] of path.entries()) {
      const distance = Math.hypot(...point.map((x, i) => x - expected[step]![i]!));
      expect(distance).toBeLessThan(1e-8);
    }
  });
});

describe('minimiseQuadratic', () => {
  const limits = { tolerance: 1e-5, mostIterations: 1000, mostEvaluations: 1000 };

  it.each(['quadratic', 'booth', 'narrowValley'])('finds the minimum of %s from its start, one evaluation a step', (type) => {
    const surface = createSurface({ type });
    const result = minimiseQuadratic(surface, limits);
    expect(result).toMatchObject({ outcome: 'converged' });
    // ∇f(0), r₀ and the end beside the steps.
    expect(result.functionEvaluations).toBe(result.iterations + 3);
    expect(result.iterations).toBeLessThanOrEqual(surface.dimensions === 2 ? 2 : 300);
    result.point.forEach((x, i) => expect(x).toBeCloseTo(surface.minima[0]!.point[i]!, 4));
  });

  it('refuses what is not quadratic, and stops at its budget', () => {
    expect(() => minimiseQuadratic(createSurface({ type: 'beale' }), limits)).toThrow(
      expect.objectContaining({ code: 'optimizer/not-quadratic' }),
    );
    expect(minimiseQuadratic(createSurface({ type: 'quadratic' }), { ...limits, mostIterations: 10 })).toMatchObject({
      outcome: 'budget',
      iterations: 10,
    });
  });
});
