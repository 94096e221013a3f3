import { describe, expect, it } from 'vitest';
import {
  comparedMethods,
  comparedSurfaces,
  createSurface,
  laboratoryMethods,
  minimiseBy,
} from '../../../../src-core/optimizers/laboratory.ts';
import type { Iterate, Minimisation } from '../../../../src-core/optimizers/minimise.ts';
import type { Surface } from '../../../../src-core/surfaces/surface.ts';

const limits = { tolerance: 1e-5, mostIterations: 20_000, mostEvaluations: 20_000 };

/** A surface that counts for itself how often it is asked. */
function counted(surface: Surface): { surface: Surface; calls: { value: number; gradient: number } } {
  const calls = { value: 0, gradient: 0 };
  const evaluate: Surface['evaluate'] = (x, gradient) => {
    calls.value++;
    if (gradient) calls.gradient++;
    return surface.evaluate(x, gradient);
  };
  return { calls, surface: { ...surface, evaluate } };
}

const methods = [
  ...laboratoryMethods.members.map(({ name }) => ({ type: name })),
  ...['strongWolfe', 'hagerZhang', 'armijo', 'exact'].flatMap((lineSearch) =>
    ['conjugateGradient', 'lbfgs', 'steepestDescent'].map((type) => ({ type, lineSearch })),
  ),
];

describe.each(methods.map((method) => [JSON.stringify(method), method] as const))('minimise by %s', (_name, method) => {
  it('counts exactly what the surface was asked, and tells the truth about the point it ends at', () => {
    for (const type of method.type === 'linearConjugateGradient' ? ['booth', 'quadratic'] : ['booth', 'rosenbrock']) {
      const { surface, calls } = counted(createSurface({ type }));
      const result = minimiseBy(method, surface, { ...limits, mostIterations: 200 });
      expect(result).toMatchObject({ functionEvaluations: calls.value, gradientEvaluations: calls.gradient });
      const gradient = new Float64Array(surface.dimensions);
      expect(surface.evaluate(Float64Array.from(result.point), gradient)).toBe(result.value);
      expect(Math.max(...gradient.map(Math.abs))).toBe(result.gradientMax);
      if (result.outcome === 'converged') expect(result.gradientMax).toBeLessThanOrEqual(limits.tolerance);
      // A fixed learning rate that suits one surface may be far too large for another.
      else
        expect([
          'budget',
          'stalled',
          ...('learningRate' in laboratoryMethods.get(method.type).parameters.shape ? ['notFinite'] : []),
        ]).toContain(result.outcome);
    }
  });

  it('stops at once where it starts at a minimum, and moves nothing', () => {
    const start = [1, 3];
    const result = minimiseBy(method, createSurface({ type: 'booth' }), { ...limits, start });
    expect(result).toMatchObject({ outcome: 'converged', iterations: 0, point: start, value: 0 });
    expect(result.functionEvaluations).toBeLessThanOrEqual(3);
  });
});

describe('minimise', () => {
  it('observes every point, from the start to the end', () => {
    const path: Iterate[] = [];
    const observe = (iterate: Iterate) => void path.push(iterate);
    const result = minimiseBy({ type: 'conjugateGradient' }, createSurface({ type: 'rosenbrock' }), { ...limits, observe });
    expect(path).toHaveLength(result.iterations + 1);
    expect(path[0]).toMatchObject({ point: [-1.2, 1], functionEvaluations: 0 });
    expect(path[0]!.value).toBeCloseTo(24.2, 12);
    expect(path.at(-1)).toMatchObject({ point: result.point, value: result.value, functionEvaluations: result.functionEvaluations });
    for (let i = 1; i < path.length; i++) expect(path[i]!.value).toBeLessThan(path[i - 1]!.value);
  });

  it('says how it ended', () => {
    const by = (type: string, surface: Surface, more = {}) => minimiseBy({ type }, surface, { ...limits, ...more }).outcome;
    const rosenbrock = createSurface({ type: 'rosenbrock' });
    expect(by('conjugateGradient', createSurface({ type: 'saddle' }))).toBe('unbounded');
    expect(by('conjugateGradient', rosenbrock, { mostIterations: 3 })).toBe('budget');
    expect(by('adam', rosenbrock, { mostEvaluations: 3 })).toBe('budget');
    expect(
      by('conjugateGradient', { ...rosenbrock, evaluate: (x, gradient) => (gradient?.set([1, 1]), Math.hypot(x[0]! + 1.2, x[1]! - 1)) }),
    ).toBe('stalled');
    expect(by('lbfgs', { ...rosenbrock, evaluate: () => NaN })).toBe('notFinite');
  });

  it.each([[[1]], [[1, 2, 3]], [[NaN, 1]], [[Infinity, 1]]])('refuses to start at %o', (start) => {
    const surface = createSurface({ type: 'rosenbrock' });
    expect(() => minimiseBy({ type: 'adam' }, surface, { ...limits, start })).toThrow(
      expect.objectContaining({ code: 'optimizer/bad-start' }),
    );
  });

  it('stays on the ridge of the saddle, where the gradient vanishes without a minimum', () => {
    expect(minimiseBy({ type: 'conjugateGradient' }, createSurface({ type: 'saddle' }), { ...limits, start: [1, 0] })).toMatchObject({
      outcome: 'converged',
      point: [0, 0],
    });
  });
});

describe('evaluations to max|∂f| ≤ 1e-5, against SciPy 1.17.1', () => {
  // Its CG and L-BFGS-B from the same starts with analytic gradients; Booth is allowed 7.
  const scipy: Readonly<Record<string, readonly [cg: number, lbfgs: number]>> = {
    'rosenbrock 2': [78, 45],
    'rosenbrock 100': [75, 48],
    powellSingular: [112, 31],
    beale: [41, 16],
    wood: [126, 116],
    himmelblau: [22, 16],
    booth: [7, 6],
    quadratic: [1869, 802],
    trigonometric: [48, 30],
  };
  const benchmark = comparedSurfaces.filter(({ name }) => name in scipy);
  const run = (type: string) => benchmark.map(({ name, choice }) => ({ name, ...minimiseBy({ type }, createSurface(choice), limits) }));
  const sum = (results: readonly Minimisation[]) => results.reduce((total, { functionEvaluations }) => total + functionEvaluations, 0);

  it('conjugate gradients by default need no more on any surface, and at most half in sum', () => {
    const results = run('conjugateGradient');
    expect(results).toHaveLength(9);
    for (const { name, outcome, functionEvaluations, gradientEvaluations } of results) {
      expect({ name, outcome }).toEqual({ name, outcome: 'converged' });
      expect(gradientEvaluations).toBe(functionEvaluations);
      expect({ name, within: functionEvaluations <= scipy[name]![0] }).toEqual({ name, within: true });
    }
    expect(sum(results)).toBeLessThanOrEqual(2376 / 2);
  });

  it('L-BFGS by default needs no more in sum', () => {
    const results = run('lbfgs');
    expect(results.every(({ outcome }) => outcome === 'converged')).toBe(true);
    expect(sum(results)).toBeLessThanOrEqual(1110);
  });

  it('ends in a known minimum with every compared method that converges', () => {
    for (const { choice } of benchmark) {
      const surface = createSurface(choice);
      for (const method of comparedMethods.slice(0, 7)) {
        const { outcome, value } = minimiseBy(method.choice, surface, limits);
        expect(outcome).toBe('converged');
        expect(Math.min(...surface.minima.map((minimum) => Math.abs(value - minimum.value)))).toBeLessThan(1e-6);
      }
    }
  });

  it('default conjugate gradients and L-BFGS reach their goal from starts beside the usual ones too', () => {
    for (const { choice } of benchmark.filter(({ name }) => name !== 'rosenbrock 100')) {
      const surface = createSurface(choice);
      for (let shift = -0.04; shift < 0.05; shift += 0.02) {
        const start = surface.start.map((x, i) => x + shift * Math.cos(i));
        for (const type of ['conjugateGradient', 'lbfgs'])
          expect(minimiseBy({ type }, surface, { ...limits, start }).outcome).toBe('converged');
      }
    }
  });
});
