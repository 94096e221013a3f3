import { describe, expect, it } from 'vitest';
import { drawIndices } from '../../../../src-core/network/drawIndices.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';

describe('drawIndices', () => {
  it('gives different numbers in rising order, and all where there are no more', () => {
    const random = createRandom(1);
    for (let length = 0; length < 20; length++) {
      for (let most = 0; most <= 22; most++) {
        const drawn = drawIndices(length, most, random);
        expect(drawn).toHaveLength(Math.min(length, most));
        expect(drawn.every((index, order) => index >= 0 && index < length && (order === 0 || index > drawn[order - 1]!))).toBe(true);
      }
    }
  });

  it('draws each pair of four as often', () => {
    const random = createRandom(2);
    const counts = new Map<string, number>();
    const draws = 6000;
    for (let draw = 0; draw < draws; draw++) {
      const pair = drawIndices(4, 2, random).join();
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // A count has a deviation of √(6000 · ⅙ · ⅚) ≈ 29.
    for (const count of counts.values()) expect(Math.abs(count - draws / 6)).toBeLessThan(5 * 29);
  });
});
