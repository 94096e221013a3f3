import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { WorkbenchError } from '../errors.ts';
import type { Random } from './random.ts';

const generatorWords = 4;
/** The generator's words, then whether a normal number is spare (0 or 1), then that number. */
const stateLength = generatorWords + 2;

/**
 * A stream of random numbers (xoroshiro128+) decided by its seed alone.
 * @param seed an integer in 0 … 2^53 − 1
 * @throws random/bad-seed
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new WorkbenchError('random/bad-seed', `A seed is a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, not ${seed}.`, { seed });
  }
  return streamFrom(xoroshiro128plusFromState(seedWords(seed)), null);
}

/**
 * Continues a stream from what its `state()` gave, with the same numbers to the bit.
 * @throws random/bad-state
 */
export function restoreRandom(state: readonly number[]): Random {
  if (state.length !== stateLength || !state.every(Number.isFinite)) {
    throw new WorkbenchError('random/bad-state', `The state of a random stream is ${stateLength} numbers.`, { length: state.length });
  }
  return streamFrom(
    xoroshiro128plusFromState(state.slice(0, generatorWords)),
    state[generatorWords] === 1 ? state[generatorWords + 1]! : null,
  );
}

function streamFrom(generator: RandomGenerator, initialSpare: number | null): Random {
  let spare = initialSpare;

  function uniform(): number {
    return uniformFloat64(generator);
  }

  function integer(bound: number): number {
    if (!Number.isSafeInteger(bound) || bound < 1) {
      throw new WorkbenchError('random/bad-bound', `A random integer needs a whole bound of at least 1, not ${bound}.`, { bound });
    }
    return bound > 2 ** 32 ? uniformInt(generator, 0, bound - 1) : below(bound);
  }

  /** What `uniformInt` gives, at half its cost: shuffles ask for little else. */
  function below(bound: number): number {
    for (;;) {
      const word = (generator.next() ^ -(2 ** 31)) >>> 0;
      // Words beyond the last whole multiple of the bound are refused; only near the end need that multiple be known.
      if (word <= 2 ** 32 - bound || word < Math.floor(2 ** 32 / bound) * bound) return word - Math.floor(word / bound) * bound;
    }
  }

  /** Marsaglia's polar method: two independent normals from a point in the unit disc; the second is kept. */
  function normal(): number {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const square = u * u + v * v;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      spare = v * factor;
      return u * factor;
    }
  }

  return { uniform, integer, normal, state: () => [...generator.getState(), spare === null ? 0 : 1, spare ?? 0] };
}

/** Four well-mixed words of a 53-bit seed (SplitMix32 steps), because neighbouring seeds must not start neighbouring streams. */
function seedWords(seed: number): number[] {
  const low = seed | 0;
  const high = Math.floor(seed / 2 ** 32) | 0;
  let counter = mix(low ^ 0x6a09e667) ^ mix(high + 0x3c6ef372);
  const words: number[] = [];
  for (let word = 0; word < generatorWords; word++) {
    counter = (counter + 0x9e3779b9) | 0;
    words.push(mix(counter ^ (word % 2 === 0 ? low : high)));
  }
  // All zeros is the one state the generator cannot leave.
  return words.some((word) => word !== 0) ? words : [1, 0, 0, 0];
}

function mix(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) | 0;
}
