import { describe, expect, it } from 'vitest';
import { optimizers } from '../../../../src-core/optimizers/registry.ts';
import type { Optimizer } from '../../../../src-core/optimizers/optimizer.ts';
import { kernelSets, relativeError } from '../kernels/kernelFixtures.ts';
import { arenaObjective, quadratic, type ArenaObjective } from '../../../support/arenaObjective.ts';

const bowl = quadratic(
  [
    [2, 0.5],
    [0.5, 1],
  ],
  [1, -1],
  [1, 2],
);
const lowest = bowl.value([6 / 7, -10 / 7]);

/** Every optimizer, and every value of every enumerated parameter of it. */
const choices = optimizers.members.flatMap((member) => {
  const varied = Object.entries(member.parameters.shape).flatMap(([name, schema]) => {
    const inner = 'unwrap' in schema && typeof schema.unwrap === 'function' ? (schema.unwrap() as { options?: readonly string[] }) : {};
    return (inner.options ?? []).map((value) => ({ type: member.name, [name]: value }));
  });
  return [{ type: member.name }, ...varied];
});

function create(choice: { type: string }): Optimizer {
  const { type, ...parameters } = optimizers.parse(choice);
  return optimizers.get(type).create(parameters);
}

function run(optimizer: Optimizer, problem: ArenaObjective, steps: number): void {
  const { objective } = problem;
  const { kernels, point, gradient: gradients } = objective;
  if (optimizer.kind === 'search') {
    const state = optimizer.init(kernels, 2);
    for (let step = 0; step < steps; step++) if (optimizer.step(state, objective).status !== 'stepped') return;
    return;
  }
  const slots = optimizer.slots.map(() => kernels.arena.allocate([2]));
  const { kernel, apply } = optimizer;
  for (let step = 1; step <= steps; step++) {
    objective.valueAndGradient();
    const coefficients = optimizer.coefficients(step, () => Math.sqrt(kernels.dot(gradients, gradients)));
    kernels.optimizerPass({ kernel, apply, coefficients, parameters: point, gradients, slots, scale: 1 });
  }
}

describe('every optimizer', () => {
  it.each(choices.map((choice) => [JSON.stringify(choice), choice] as const))('%s lowers a bowl', (_name, choice) => {
    const problem = arenaObjective(bowl);
    run(create(choice), problem, 100);
    const share = (bowl.value(problem.read()) - lowest) / (bowl.value(bowl.start) - lowest);
    expect(share).toBeLessThan(['adam', 'adamW', 'rmsProp'].includes(choice.type) ? 0.95 : 0.01);
  });

  it.each(choices.map((choice) => [JSON.stringify(choice), choice] as const))('%s says whether it asks for the norm', (_name, choice) => {
    const optimizer = create(choice);
    if (optimizer.kind === 'search') return;
    let asked = false;
    optimizer.coefficients(1, () => {
      asked = true;
      return 1;
    });
    expect(optimizer.usesGradientNorm ?? false).toBe(asked);
  });

  it.each(choices.map((choice) => [JSON.stringify(choice), choice] as const))('%s is counted as it was computed', (_name, choice) => {
    const problem = arenaObjective(bowl);
    run(create(choice), problem, 10);
    expect(problem.counts).toEqual({ functionEvaluations: problem.calls.value, gradientEvaluations: problem.calls.gradient });
    expect(problem.counts.gradientEvaluations).toBeGreaterThan(0);
  });

  it.each(choices.map((choice) => [JSON.stringify(choice), choice] as const))(
    '%s takes nearly the same path in float32',
    (_name, choice) => {
      const double = arenaObjective(bowl);
      run(create(choice), double, 7);
      for (const { title, create: kernels } of kernelSets.slice(1)) {
        const single = arenaObjective(bowl, kernels());
        run(create(choice), single, 7);
        expect(relativeError(single.read(), double.read()), title).toBeLessThanOrEqual(1e-4);
      }
    },
  );

  it.each(choices.map((choice) => [JSON.stringify(choice), choice] as const))('%s takes the same path twice', (_name, choice) => {
    const [first, second] = [arenaObjective(bowl), arenaObjective(bowl)];
    run(create(choice), first, 7);
    run(create(choice), second, 7);
    expect(first.read()).toEqual(second.read());
  });

  const numbers = optimizers.members.flatMap((member) =>
    Object.entries(member.parameters.shape)
      .filter(([, schema]) => typeof schema.parse(undefined) === 'number')
      .map(([name]) => ({ type: member.name, name })),
  );
  it.each(numbers)('$type refuses a $name that is no number, or out of range', ({ type, name }) => {
    for (const bad of [NaN, Infinity, -1, '0.1', null]) {
      expect(() => optimizers.parse({ type, [name]: bad })).toThrow(expect.objectContaining({ code: 'registry/bad-parameters' }));
    }
  });

  it.each(optimizers.members)('$name says what each parameter is', ({ parameters, label, summary, equation }) => {
    expect([label, summary, equation].every(Boolean)).toBe(true);
    for (const schema of Object.values(parameters.shape)) {
      expect(schema.parse(undefined)).toBeDefined();
      expect((schema as { meta(): unknown }).meta()).toMatchObject({ label: expect.any(String), help: expect.any(String) });
    }
  });
});
