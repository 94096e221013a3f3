import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dimensionSchema, type Dimension } from '../../../../src-core/experiment/searchSpace.ts';
import { strategies } from '../../../../src-core/experiment/strategies/registry.ts';

const dimension = (given: unknown): Dimension => dimensionSchema.parse(given);
const rates = dimension({ path: 'optimizer.learningRate', kind: 'range', from: 1e-4, to: 1, scale: 'logarithmic', steps: 5 });
const batches = dimension({ path: 'batchSize', kind: 'list', values: [10, 50] });
const epochs = dimension({ path: 'epochs', kind: 'range', from: 1, to: 4, steps: 4, integer: true });

function plan(type: string, space: readonly Dimension[], parameters: Record<string, unknown> = {}, seed = 1) {
  const { type: name, ...checked } = strategies.parse({ type, ...parameters });
  const { count, assignment } = strategies.get(name).plan(space, checked, seed);
  return Array.from({ length: count }, (_, index) => assignment(index, []));
}

describe('grid', () => {
  it('tries every combination once, the last dimension fastest', () => {
    const all = plan('grid', [batches, epochs]);
    expect(all.map(({ batchSize, epochs: count }) => [batchSize, count])).toEqual(
      [10, 50].flatMap((size) => [1, 2, 3, 4].map((count) => [size, count])),
    );
  });

  it('steps evenly on the scale of a range, both ends exact', () => {
    const values = plan('grid', [rates]).map((assignment) => assignment['optimizer.learningRate'] as number);
    expect(values[0]).toBe(1e-4);
    expect(values[4]).toBe(1);
    values.forEach((value, step) => expect(Math.log10(value)).toBeCloseTo(step - 4, 12));
  });

  it('takes a whole number once only', () => {
    expect(plan('grid', [dimension({ ...epochs, to: 2, steps: 9 })])).toHaveLength(2);
  });

  it('has one assignment where nothing is varied', () => expect(plan('grid', [])).toEqual([{}]));
});

describe('random', () => {
  it('draws within every dimension, as often as asked', () => {
    const drawn = plan('random', [rates, batches, epochs], { trials: 200 });
    expect(drawn).toHaveLength(200);
    for (const { 'optimizer.learningRate': rate, batchSize, epochs: count } of drawn) {
      expect(rate).toBeGreaterThanOrEqual(1e-4);
      expect(rate).toBeLessThanOrEqual(1);
      expect([10, 50]).toContain(batchSize);
      expect([1, 2, 3, 4]).toContain(count);
    }
    // Half of the draws of a logarithmic range lie below its geometric mean; 200 draws miss that by 40 once in 10⁷ times.
    expect(Math.abs(drawn.filter((one) => (one['optimizer.learningRate'] as number) < 1e-2).length - 100)).toBeLessThan(40);
    expect(new Set(drawn.map((one) => one['epochs'])).size).toBe(4);
  });

  it('can make any assignment without the others, and the same again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 49 }), fc.integer({ min: 0, max: 1e6 }), (index, seed) => {
        expect(plan('random', [rates, batches], { trials: 50 }, seed)[index]).toEqual(
          plan('random', [rates, batches], { trials: index + 1 }, seed)[index],
        );
      }),
      { seed: 3, numRuns: 20 },
    );
    expect(plan('random', [rates], {}, 1)).not.toEqual(plan('random', [rates], {}, 2));
  });
});

describe.each(strategies.members)('strategy $name', (member) => {
  it('gives every assignment a value for every dimension', () => {
    for (const assignment of plan(member.name, [rates, batches])) expect(Object.keys(assignment)).toEqual([rates.path, batches.path]);
  });

  it('explains its parameters', () => {
    for (const schema of Object.values(member.parameters.shape)) {
      expect((schema as { meta(): unknown }).meta()).toMatchObject({ label: expect.any(String), help: expect.any(String) });
    }
  });
});
