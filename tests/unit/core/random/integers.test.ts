import fc from 'fast-check';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { restoreRandom } from '../../../../src-core/random/createRandom.ts';

describe('whole numbers of a stream', () => {
  it('are those of uniformInt, whatever the bound', () => {
    const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    const bounds = fc.oneof(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 2 ** 32 }),
      fc.constantFrom(2 ** 31, 2 ** 31 + 1, 2 ** 32 - 1, 2 ** 32, 2 ** 40),
    );
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), bounds, (words, bound) => {
        fc.pre(words.some((value) => value !== 0));
        const generator = xoroshiro128plusFromState(words);
        const random = restoreRandom([...words, 0, 0]);
        for (let draw = 0; draw < 20; draw++) expect(random.integer(bound)).toBe(uniformInt(generator, 0, bound - 1));
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});
