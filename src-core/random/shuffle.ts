import type { Random } from './random.ts';

/** Puts the items in a random order in place, every order equally likely (Fisher-Yates); returns the same array. */
export function shuffle<Items extends { [index: number]: number; readonly length: number }>(items: Items, random: Random): Items {
  for (let last = items.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const kept = items[last]!;
    items[last] = items[other]!;
    items[other] = kept;
  }
  return items;
}
