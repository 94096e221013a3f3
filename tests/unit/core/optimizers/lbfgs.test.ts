import { describe, expect, it } from 'vitest';
import { lbfgs } from '../../../../src-core/optimizers/lbfgs.ts';
import type { SearchOptimizer } from '../../../../src-core/optimizers/optimizer.ts';
import { arenaObjective, minimise, quadratic, rosenbrock, type ArenaObjective } from '../../../support/arenaObjective.ts';

const create = (parameters: object = {}) => lbfgs.create({ ...parameters }) as SearchOptimizer;

const bowl = quadratic(
  [
    [3, 1, 0],
    [1, 4, 1],
    [0, 1, 5],
  ],
  [1, 2, 3],
  [1, -1, 2],
);

/** −H∇f with H built by BFGS's formula in full from (s, y) pairs, on (s·y/y·y)I. */
function fullBfgs(pairs: readonly { s: readonly number[]; y: readonly number[] }[], gradient: readonly number[]): number[] {
  const n = gradient.length;
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const last = pairs.at(-1)!;
  const scale = dot(last.s, last.y) / dot(last.y, last.y);
  let h = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? scale : 0)));
  for (const { s, y } of pairs) {
    const rho = 1 / dot(s, y);
    const v = (i: number, j: number) => (i === j ? 1 : 0) - rho * y[i]! * s[j]!;
    const before = h;
    h = h.map((row, i) =>
      row.map((_, j) => {
        let sum = rho * s[i]! * s[j]!;
        for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) sum += v(a, i) * before[a]![b]! * v(b, j);
        return sum;
      }),
    );
  }
  return h.map((row) => -dot(row, gradient));
}

function walk(problem: ArenaObjective, optimizer: SearchOptimizer, steps: number) {
  const state = optimizer.init(problem.objective.kernels, problem.objective.dimension);
  const points = [problem.read()];
  for (let step = 0; step < steps; step++) {
    optimizer.step(state, problem.objective);
    points.push(problem.read());
  }
  const direction = [...problem.objective.kernels.arena.view(state.tensors['direction']!)];
  return { points, direction, state };
}

describe('lbfgs', () => {
  it.each([1, 2, 3])('follows the direction of the full BFGS formula over the last %d pairs', (memory) => {
    const problem = arenaObjective(rosenbrock);
    const { points, direction } = walk(problem, create({ memory }), 5);
    const gradients = points.map((point) => rosenbrock.gradient(point));
    const minus = (a: readonly number[], b: readonly number[]) => a.map((value, i) => value - b[i]!);
    const pairs = points.slice(1).map((point, i) => ({ s: minus(point, points[i]!), y: minus(gradients[i + 1]!, gradients[i]!) }));
    const expected = fullBfgs(pairs.slice(-memory), gradients.at(-1)!);
    const size = Math.hypot(...expected);
    direction.forEach((value, i) => expect(Math.abs(value - expected[i]!) / size).toBeLessThan(1e-9));
  });

  it('with exact searches is at the minimum of a quadratic after n steps, as conjugate gradients are', () => {
    const problem = arenaObjective(bowl);
    const last = minimise(create({ lineSearch: 'exact' }), problem, { steps: 3, tolerance: 0 });
    expect(last.gradientMax).toBeLessThan(1e-9);
  });

  it('forgets its pairs when the objective changes', () => {
    const problem = arenaObjective(bowl);
    const optimizer = create();
    const state = optimizer.init(problem.objective.kernels, 3);
    for (let step = 0; step < 3; step++) optimizer.step(state, problem.objective);
    expect(state.numbers['pairs']).toBeGreaterThan(0);
    optimizer.restart(state);
    expect(state.numbers['pairs']).toBe(0);
  });

  it('keeps no pair of negative curvature', () => {
    // f = −cos x is concave from π/2 on: the first step from 2.5 along the slope meets it.
    const problem = arenaObjective({ start: [3], value: ([x]) => -Math.cos(x!), gradient: ([x]) => [Math.sin(x!)] });
    const optimizer = create({ lineSearch: 'armijo' });
    const state = optimizer.init(problem.objective.kernels, 1);
    optimizer.step(state, problem.objective);
    expect(problem.read()[0]).toBeGreaterThan(Math.PI / 2);
    expect(state.numbers['pairs']).toBe(0);
    const last = minimise(optimizer, problem, { steps: 100, tolerance: 1e-8 });
    expect(last.gradientMax).toBeLessThanOrEqual(1e-8);
  });
});
