/**
 * The seed of a stream for one purpose: a 53-bit hash of (seed, purpose), so that streams depend on what they are for and never on
 * the order in which they are made. `deriveSeed(7, 'weights', 2)` differs from `deriveSeed(7, 'weights', '2')`.
 * @returns an integer in 0 … 2^53 − 1
 */
export function deriveSeed(seed: number, ...purpose: readonly (string | number)[]): number {
  return hash53(JSON.stringify([seed, ...purpose]));
}

/** Two 32-bit multiply-xor lanes over the text, stirred into each other at the end (cyrb53). */
function hash53(text: string): number {
  let first = 0xdeadbeef | 0;
  let second = 0x41c6ce57 | 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    first = Math.imul(first ^ unit, 0x9e3779b1);
    second = Math.imul(second ^ unit, 0x5f356495);
  }
  first = Math.imul(first ^ (first >>> 16), 0x85ebca6b) ^ Math.imul(second ^ (second >>> 13), 0xc2b2ae35);
  second = Math.imul(second ^ (second >>> 16), 0x85ebca6b) ^ Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return (second & 0x1fffff) * 2 ** 32 + (first >>> 0);
}
