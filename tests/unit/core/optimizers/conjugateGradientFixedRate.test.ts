import { describe, expect, it } from 'vitest';
import { conjugateGradientFixedRate } from '../../../../src-core/optimizers/conjugateGradientFixedRate.ts';
import type { SearchOptimizer } from '../../../../src-core/optimizers/optimizer.ts';
import { arenaObjective, quadratic } from '../../../support/arenaObjective.ts';

const create = (learningRate: number) => conjugateGradientFixedRate.create({ learningRate, stepsPerBatch: 5 }) as SearchOptimizer;

describe('conjugateGradientFixedRate', () => {
  it('takes the two steps worked by hand', () => {
    // f = ½(x² + 2y²) from (1, 1), α = 0.1:
    //   r₀ = p₀ = (−1, −2), z₀ = 5, x₁ = (0.9, 0.8)
    //   r₁ = (−0.9, −1.6), r₁² = 3.37, r₁·p₀ = 4.1, β = 3.37/(5 − 4.1)
    //   p₁ = r₁ + βp₀, p₁·r₁ > 0, x₂ = x₁ + 0.1 p₁
    const { objective, counts, read } = arenaObjective(
      quadratic(
        [
          [1, 0],
          [0, 2],
        ],
        [0, 0],
        [1, 1],
      ),
    );
    const optimizer = create(0.1);
    const state = optimizer.init(objective.kernels, 2);
    optimizer.step(state, objective);
    expect(read()).toEqual([0.9, 0.8]);
    expect(state.numbers['z']).toBe(5);
    optimizer.step(state, objective);
    const beta = 3.37 / 0.9;
    expect(read()[0]).toBeCloseTo(0.9 + 0.1 * (-0.9 - beta), 13);
    expect(read()[1]).toBeCloseTo(0.8 + 0.1 * (-1.6 - 2 * beta), 13);
    expect(counts).toEqual({ functionEvaluations: 2, gradientEvaluations: 2 });
  });

  it('goes against a direction that does not descend: sgn(p·r) = −1', () => {
    // f = ½x² from 1 with α = 3: x₁ = −2, r₁ = 2, p₁ = 2 + 4/(1 − (2·−1))·(−1) = 2/3 and p₁·r₁ > 0: x₂ = −2 + 3·2/3 = 0.
    // With α = 0.5: x₁ = 0.5, r₁ = −0.5, β = 0.25/(1 − 0.5) = 0.5, p₁ = −0.5 − 0.5 = −1 and x₂ = 0.
    for (const learningRate of [3, 0.5]) {
      const { objective, read } = arenaObjective(quadratic([[1]], [0], [1]));
      const optimizer = create(learningRate);
      const state = optimizer.init(objective.kernels, 1);
      optimizer.step(state, objective);
      optimizer.step(state, objective);
      expect(read()[0]).toBeCloseTo(0, 14);
    }
    // f = ½(x² + y²), p₀ = r₀ = (−1, 0) and then a new objective's gradient, so that z₀ − r₁·p₀ < 0: p₁ = (−2, 0) + 4/(1 − 2)(−1, 0) = (2, 0),
    // p₁·r₁ = −4 < 0, and the step goes along −p₁.
    let pull = 1;
    const { objective, read } = arenaObjective({ start: [0, 0], value: ([x]) => pull * x!, gradient: () => [pull, 0] });
    const optimizer = create(0.25);
    const state = optimizer.init(objective.kernels, 2);
    optimizer.step(state, objective);
    pull = 2;
    optimizer.step(state, objective);
    expect(read()).toEqual([-0.75, 0]);
    expect(state.numbers['z']).toBe(-4);
  });

  it('begins again with p = r after a restart', () => {
    const { objective, read } = arenaObjective(
      quadratic(
        [
          [1, 0],
          [0, 2],
        ],
        [0, 0],
        [1, 1],
      ),
    );
    const optimizer = create(0.1);
    const state = optimizer.init(objective.kernels, 2);
    optimizer.step(state, objective);
    optimizer.restart(state);
    optimizer.step(state, objective);
    expect(read()[0]).toBeCloseTo(0.9 - 0.09, 14);
    expect(read()[1]).toBeCloseTo(0.8 - 0.16, 14);
  });
});
