import { describe, expect, it } from 'vitest';
import { exactSearch } from '../../../../src-core/lineSearch/exact.ts';
import { conjugateBetas, type ConjugateBetaName } from '../../../../src-core/optimizers/conjugateBeta.ts';
import { conjugateDirection } from '../../../../src-core/optimizers/conjugateDirection.ts';
import { createDescent } from '../../../../src-core/optimizers/descent.ts';
import { optimizers } from '../../../../src-core/optimizers/registry.ts';
import type { SearchOptimizer } from '../../../../src-core/optimizers/optimizer.ts';
import { arenaObjective, minimise, quadratic, rosenbrock, type TestFunction } from '../../../support/arenaObjective.ts';

const names = Object.keys(conjugateBetas) as ConjugateBetaName[];

/** Symmetric and positive: eigenvalues between 1 and 11 by Gershgorin's circles. */
const fiveDimensional = quadratic(
  [
    [4, 1, 0.5, 0, 0],
    [1, 6, 1, 0.5, 0],
    [0.5, 1, 8, 1, 0.5],
    [0, 0.5, 1, 5, 1],
    [0, 0, 0.5, 1, 9],
  ],
  [1, -2, 3, -4, 5],
  [2, -1, 0.5, 3, -2],
);

function exactly(beta: ConjugateBetaName): SearchOptimizer {
  return createDescent({
    lineSearch: exactSearch,
    direction: conjugateDirection(conjugateBetas[beta], 1),
    stepsPerBatch: 1,
  });
}

function create(choice: { type: string; [parameter: string]: unknown }): SearchOptimizer {
  const { type, ...parameters } = optimizers.parse(choice);
  const optimizer = optimizers.get(type).create(parameters);
  if (optimizer.kind !== 'search') throw new Error(`${type} is not a search optimizer`);
  return optimizer;
}

function path(optimizer: SearchOptimizer, problem: TestFunction, steps: number): number[][] {
  const { objective, read } = arenaObjective(problem);
  const state = optimizer.init(objective.kernels, objective.dimension);
  return Array.from({ length: steps }, () => {
    optimizer.step(state, objective);
    return read();
  });
}

describe('conjugate gradients with exact line searches on a quadratic', () => {
  it.each(names)('%s is at the minimum after n steps', (name) => {
    const problem = arenaObjective(fiveDimensional);
    minimise(exactly(name), problem, { steps: 5, tolerance: 0 });
    expect(Math.max(...fiveDimensional.gradient(problem.read()).map(Math.abs))).toBeLessThan(1e-6);
  });

  it('takes the same path with every β', () => {
    const [first, ...others] = names.map((name) => path(exactly(name), fiveDimensional, 4));
    for (const other of others) other.forEach((x, step) => x.forEach((value, i) => expect(value).toBeCloseTo(first![step]![i]!, 6)));
  });

  it('is worked by hand for two steps: f = ½(x² + 2y²) from (1, 1) goes to (4/9, −1/9) and to (0, 0)', () => {
    const steps = path(
      exactly('fletcherReeves'),
      quadratic(
        [
          [1, 0],
          [0, 2],
        ],
        [0, 0],
        [1, 1],
      ),
      2,
    );
    expect(steps[0]![0]).toBeCloseTo(4 / 9, 12);
    expect(steps[0]![1]).toBeCloseTo(-1 / 9, 12);
    expect(Math.hypot(...steps[1]!)).toBeLessThan(1e-10);
  });
});

describe('search optimizers on the Rosenbrock function', () => {
  it.each(names)('conjugateGradient with %s reaches the minimum at (1, 1)', (beta) => {
    const problem = arenaObjective(rosenbrock);
    const last = minimise(create({ type: 'conjugateGradient', beta }), problem, { steps: 1000, tolerance: 1e-5 });
    expect(last.gradientMax).toBeLessThanOrEqual(1e-5);
    const [x, y] = problem.read();
    expect(x).toBeCloseTo(1, 4);
    expect(y).toBeCloseTo(1, 4);
  });

  it.each([
    { type: 'conjugateGradient', lineSearch: 'armijo' },
    { type: 'conjugateGradient', lineSearch: 'hagerZhang' },
    { type: 'conjugateGradient', lineSearch: 'exact' },
    { type: 'conjugateGradient', powell: 0.2, restartAfter: 1, secantFinish: false, curvature: 0.1 },
    { type: 'lbfgs' },
    { type: 'lbfgs', lineSearch: 'armijo' },
    { type: 'steepestDescent', lineSearch: 'strongWolfe' },
    { type: 'steepestDescent', lineSearch: 'armijo' },
  ])('$type with $lineSearch goes down all the way', (choice) => {
    const problem = arenaObjective(rosenbrock);
    const optimizer = create(choice);
    const state = optimizer.init(problem.objective.kernels, 2);
    let before = Infinity;
    for (let step = 0; step < 3000; step++) {
      const { value, status } = optimizer.step(state, problem.objective);
      expect(value).toBeLessThan(before);
      before = value;
      if (status !== 'stepped') break;
      if (rosenbrock.value(problem.read()) < 1e-4) break;
    }
    expect(rosenbrock.value(problem.read())).toBeLessThan(1e-2);
  });
});

describe('createDescent', () => {
  it('starts anew along the gradient after a restart, and forgets the old objective', () => {
    const optimizer = create({ type: 'conjugateGradient' });
    const first = arenaObjective(fiveDimensional);
    const state = optimizer.init(first.objective.kernels, 5);
    for (let step = 0; step < 3; step++) optimizer.step(state, first.objective);
    const here = first.read();
    optimizer.restart(state);
    optimizer.step(state, first.objective);
    const moved = first.read().map((x, i) => x - here[i]!);
    const gradient = fiveDimensional.gradient(here);
    const cosine = -moved.reduce((sum, d, i) => sum + d * gradient[i]!, 0) / (Math.hypot(...moved) * Math.hypot(...gradient));
    expect(cosine).toBeCloseTo(1, 12);
  });

  it('says stalled at a minimum, and notFinite where there is no value', () => {
    const flat = arenaObjective(quadratic([[1]], [0], [0]));
    const optimizer = create({ type: 'conjugateGradient' });
    expect(optimizer.step(optimizer.init(flat.objective.kernels, 1), flat.objective)).toMatchObject({
      status: 'stalled',
      gradientMax: 0,
    });
    const broken = arenaObjective({ start: [1], value: () => NaN, gradient: () => [1] });
    expect(optimizer.step(optimizer.init(broken.objective.kernels, 1), broken.objective).status).toBe('notFinite');
  });

  it('says stalled where the gradient promises a decrease that is not there', () => {
    const lying = arenaObjective({ start: [1], value: ([x]) => Math.abs(x! - 1), gradient: () => [1] });
    const optimizer = create({ type: 'conjugateGradient' });
    expect(optimizer.step(optimizer.init(lying.objective.kernels, 1), lying.objective).status).toBe('stalled');
    expect(lying.read()).toEqual([1]);
  });
});
