import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, restoreRandom } from '../../../../src-core/random/createRandom.ts';
import { deriveSeed } from '../../../../src-core/random/deriveSeed.ts';
import type { Random } from '../../../../src-core/random/random.ts';
import { shuffle } from '../../../../src-core/random/shuffle.ts';

const draws = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.uniform());

function moments(values: readonly number[]): { mean: number; variance: number; fourth: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const central = (power: number): number => values.reduce((sum, value) => sum + (value - mean) ** power, 0) / values.length;
  return { mean, variance: central(2), fourth: central(4) };
}

describe('random stream', () => {
  it('repeats with its seed and differs with another, even the next one', () => {
    expect(draws(createRandom(5), 10)).toEqual(draws(createRandom(5), 10));
    const firsts = Array.from({ length: 2000 }, (_, seed) => createRandom(seed).uniform());
    expect(new Set(firsts).size).toBe(firsts.length);
    // First numbers of neighbouring seeds are themselves uniform: mean 1/2 ± 4σ, σ = 1/√(12 · 2000).
    expect(Math.abs(moments(firsts).mean - 0.5)).toBeLessThan(4 / Math.sqrt(12 * 2000));
  });

  it('uses all 53 bits of a seed', () => {
    expect(createRandom(2 ** 52).uniform()).not.toBe(createRandom(0).uniform());
    expect(createRandom(2 ** 32).uniform()).not.toBe(createRandom(0).uniform());
  });

  it('continues from a saved state with the same bits, the spare normal included', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.constantFrom('uniform', 'normal', 'integer'), { maxLength: 20 }), (seed, calls) => {
        const random = createRandom(seed);
        const call = { uniform: () => random.uniform(), normal: () => random.normal(), integer: () => random.integer(7) };
        for (const name of calls) call[name]();
        const copy = restoreRandom(JSON.parse(JSON.stringify(random.state())) as number[]);
        const next = (stream: Random): number[] => [stream.normal(), stream.uniform(), stream.normal(), stream.integer(1000)];
        expect(next(copy)).toEqual(next(random));
      }),
      { seed: 20_262, numRuns: 100 },
    );
  });

  it('has the moments of its distributions', () => {
    const count = 100_000;
    const random = createRandom(1);
    const uniform = moments(Array.from({ length: count }, () => random.uniform()));
    expect(Math.abs(uniform.mean - 1 / 2)).toBeLessThan(4 / Math.sqrt(12 * count));
    expect(uniform.variance).toBeCloseTo(1 / 12, 2);
    const normal = moments(Array.from({ length: count }, () => random.normal()));
    expect(Math.abs(normal.mean)).toBeLessThan(4 / Math.sqrt(count));
    // Var of the sample variance is 2/n; the fourth moment of a standard normal is 3.
    expect(Math.abs(normal.variance - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
    expect(Math.abs(normal.fourth - 3)).toBeLessThan(4 * Math.sqrt(96 / count));
  });

  it('draws integers evenly below the bound', () => {
    const random = createRandom(3);
    const counts = new Array<number>(6).fill(0);
    for (let index = 0; index < 60_000; index++) counts[random.integer(6)]!++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    // 99.9 % of χ² with 5 degrees of freedom lies below 20.5.
    expect(chiSquare).toBeLessThan(20.5);
    expect(random.integer(1)).toBe(0);
  });

  it('refuses what is no seed, no bound and no state', () => {
    expect(() => createRandom(-1)).toThrow(expect.objectContaining({ code: 'random/bad-seed' }) as Error);
    expect(() => createRandom(0.5)).toThrow(expect.objectContaining({ code: 'random/bad-seed' }) as Error);
    expect(() => createRandom(1).integer(0)).toThrow(expect.objectContaining({ code: 'random/bad-bound' }) as Error);
    expect(() => restoreRandom([1, 2, 3])).toThrow(expect.objectContaining({ code: 'random/bad-state' }) as Error);
    expect(() => restoreRandom([1, 2, 3, 4, 0, NaN])).toThrow(expect.objectContaining({ code: 'random/bad-state' }) as Error);
  });
});

describe('derived seeds', () => {
  it('depend on every part of the purpose, its kind and its order', () => {
    const seeds = [
      deriveSeed(1),
      deriveSeed(2),
      deriveSeed(1, 'weights'),
      deriveSeed(1, 'weights', 1),
      deriveSeed(1, 'weights', '1'),
      deriveSeed(1, 'weights1'),
      deriveSeed(1, 1, 'weights'),
      deriveSeed(11, 'weights'),
    ];
    expect(new Set(seeds).size).toBe(seeds.length);
    expect(deriveSeed(1, 'weights', 1)).toBe(deriveSeed(1, 'weights', 1));
  });

  it('are seeds, and spread over 53 bits', () => {
    const seeds = Array.from({ length: 20_000 }, (_, index) => deriveSeed(0, 'trial', index));
    expect(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0)).toBe(true);
    expect(new Set(seeds).size).toBe(seeds.length);
    for (const bit of [0, 10, 31, 32, 45, 52]) {
      const share = seeds.filter((seed) => Math.floor(seed / 2 ** bit) % 2 === 1).length / seeds.length;
      expect(Math.abs(share - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / seeds.length));
    }
  });
});

describe('shuffle', () => {
  it('keeps the items and gives every order equally often', () => {
    const random = createRandom(9);
    const counts = new Map<string, number>();
    for (let index = 0; index < 6000; index++) {
      const order = shuffle([0, 1, 2], random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(['012', '021', '102', '120', '201', '210']);
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(20.5);
  });

  it('works on typed arrays in place', () => {
    const items = Uint32Array.from({ length: 50 }, (_, index) => index);
    expect(shuffle(items, createRandom(4))).toBe(items);
    expect([...items].sort((left, right) => left - right)).toEqual(Array.from({ length: 50 }, (_, index) => index));
  });
});
