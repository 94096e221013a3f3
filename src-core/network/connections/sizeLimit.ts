import { WorkbenchError } from '../../errors.ts';

/** Most axons, weights or table entries of one layer: past it a design is a slip of the hand, and indices no longer fit in 32 bits. */
const sizeLimit = 2 ** 28;

/** @throws design/too-large naming the layer, where a count is more than a network can hold */
export function refuseTooLarge(layer: string, what: string, count: number): void {
  if (count <= sizeLimit) return;
  throw new WorkbenchError(
    'design/too-large',
    `Layer "${layer}" would have ${count.toLocaleString('en-GB')} ${what}; at most ${sizeLimit.toLocaleString('en-GB')} are possible. Make its sizes smaller.`,
    { layer, what, count, limit: sizeLimit },
  );
}
