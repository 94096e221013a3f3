import type { Random } from '../../src-core/random/random.ts';

const allPatterns = 2 ** 32;
const floats = new Float32Array(1);
const bits = new Uint32Array(floats.buffer);

/** Numbers at which functions are likely to stumble. */
const special = [0, -0, Infinity, -Infinity, NaN, 2 ** -149, -(2 ** -149), 2 ** -126, -(2 ** -126), 2 ** 127 * (2 - 2 ** -23), 1, -1];

/**
 * Fills `target`: the special numbers, then in turn one of all bit patterns of float32 (denormal, huge, infinite, NaN) and one evenly
 * between the ends.
 */
export function sampledFloats(target: Float32Array, random: Random, [low, high]: readonly [number, number]): void {
  for (let index = 0; index < target.length; index++) {
    target[index] = index % 2 === 0 ? anyFloat(random) : low + (high - low) * random.uniform();
  }
  target.set(special.slice(0, target.length));
}

function anyFloat(random: Random): number {
  bits[0] = Math.floor(allPatterns * random.uniform());
  return floats[0]!;
}
