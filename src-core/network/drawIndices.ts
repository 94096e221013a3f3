import type { Random } from '../random/random.ts';

/** `most` different whole numbers from 0 to `length` − 1, each set of them as likely, in rising order; all where there are no more. */
export function drawIndices(length: number, most: number, random: Random): number[] {
  if (length <= most) return Array.from({ length }, (_, index) => index);
  // Floyd's way: as many draws as numbers wanted, and never more memory than those.
  const drawn = new Set<number>();
  for (let last = length - most; last < length; last++) {
    const index = random.integer(last + 1);
    drawn.add(drawn.has(index) ? last : index);
  }
  return [...drawn].sort((left, right) => left - right);
}
