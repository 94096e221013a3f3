import { describe, expect, it } from 'vitest';
import { countTrials, plannedTrials } from '../../../../src-core/experiment/plannedTrials.ts';
import { sweepSchema } from '../../../../src-core/experiment/sweep.ts';
import type { z } from '../../../../src-core/schema.ts';

const sweep = (given: Partial<z.input<typeof sweepSchema>>) =>
  sweepSchema.parse({ id: 's', name: 'Sweep', datasetId: 'd', designIds: ['a', 'b'], settings: {}, seed: 5, ...given });
const batches = { path: 'batchSize', kind: 'list' as const, values: [10, 50, 100] };
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('plannedTrials', () => {
  it('tries every design with every assignment and every seed, each once', () => {
    const trials = plannedTrials(sweep({ space: [batches], repeats: 4 }));
    expect(trials.map(({ index }) => index)).toEqual([...Array(24).keys()]);
    const keys = trials.map(({ designId, assignment, seed }) => `${designId} ${String(assignment['batchSize'])} ${seed}`);
    const expected = ['a', 'b'].flatMap((design) =>
      [10, 50, 100].flatMap((size) => [5, 6, 7, 8].map((seed) => `${design} ${size} ${seed}`)),
    );
    expect(keys.toSorted()).toEqual(expected.toSorted());
  });

  it('are as many as are counted without making them', () => {
    const drawn = sweep({ space: [batches], strategy: { type: 'random', trials: 7 }, repeats: 3 });
    expect(countTrials(drawn)).toBe(2 * 7 * 3);
    expect(countTrials(sweep({ space: [batches] }))).toBe(plannedTrials(sweep({ space: [batches] })).length);
  });

  it('keep to seeds that are whole numbers, the last repeat’s too', () => {
    const most = Number.MAX_SAFE_INTEGER - 1000;
    expect(plannedTrials(sweep({ seed: most, repeats: 1000 })).every(({ seed }) => Number.isSafeInteger(seed))).toBe(true);
    expect(() => sweep({ seed: most + 1 })).toThrow();
  });

  it('tries everything with the first seed before the second', () => {
    const seeds = plannedTrials(sweep({ space: [batches], repeats: 3 })).map(({ seed }) => seed);
    expect(seeds).toEqual(seeds.toSorted((a, b) => a - b));
  });

  it('plans the same trials twice, at random too', () => {
    const drawn = sweep({ space: [batches], strategy: { type: 'random', trials: 9 } });
    expect(plannedTrials(drawn)).toEqual(plannedTrials(drawn));
    expect(plannedTrials(drawn)).toHaveLength(18);
  });

  it('has one trial a design and seed where nothing is varied', () => {
    expect(plannedTrials(sweep({ designIds: ['a'] }))).toEqual([{ index: 0, designId: 'a', recipe: null, assignment: {}, seed: 5 }]);
  });

  it('refuses what cannot be tried before anything runs', () => {
    const range = { path: 'optimizer.learningRate', kind: 'range' as const, from: 1, to: 0.1 };
    expect(() => plannedTrials(sweep({ space: [range] }))).toThrow(code('experiment/bad-range'));
    expect(() => plannedTrials(sweep({ space: [{ ...range, from: 0, to: 1, scale: 'logarithmic' }] }))).toThrow(/start above 0/);
    expect(() => plannedTrials(sweep({ space: [{ ...range, from: 0.5, to: 2, integer: true }] }))).toThrow(/whole numbers/);
    expect(() => plannedTrials(sweep({ space: [batches, batches] }))).toThrow(code('experiment/duplicate-path'));
    expect(() => plannedTrials(sweep({ space: [{ ...batches, path: 'batches' }] }))).toThrow(code('experiment/unknown-path'));
    expect(() => plannedTrials(sweep({ space: [{ ...batches, values: [-1] }] }))).toThrow(code('experiment/bad-value'));
  });

  it('refuses a grid of too many trials without making it', () => {
    const wide = (path: string) => ({ path, kind: 'range' as const, from: 0.1, to: 0.9, steps: 1000 });
    const space = ['optimizer.beta1', 'optimizer.beta2', 'optimizer.learningRate', 'split.testFraction'].map(wide);
    expect(() => plannedTrials(sweep({ space }))).toThrow(code('experiment/too-many-trials'));
  });
});
