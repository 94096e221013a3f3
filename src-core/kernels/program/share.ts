import type { Opcode } from '../assembly/opcode.ts';
import type { Operation } from './operation.ts';

/** A run of bytes in memory. */
export type Run = readonly [address: number, bytes: number];

/** The part of a thread in a step that several carry out. */
export interface Part {
  readonly thread: number;
  readonly threads: number;
  /** Scratch of this thread's own in the place of `original`, which is the first thread's. */
  scratch(original: number, byteLength: number): number;
  /** A copy of the 32-bit words that describe an operation, some of them changed, by their places; its address. */
  describe(original: number, words: number, changes: Readonly<Record<number, number>>): number;
}

/** How an operation can be divided. Shares write what no other share reads or writes, and compute the bits that the whole would. */
export interface Divisible {
  /** What is read and not written. What is only scratch counts as neither. */
  readonly reads: readonly Run[];
  readonly writes: readonly Run[];
  /** What one thread does of it; null where nothing is left for it. */
  share(part: Part): Operation | null;
}

/** How operations of one kind are divided. `words` is the memory in which some are described. */
export type Division = (opcode: Opcode, values: readonly number[], words: Int32Array) => Divisible;

/** Things that a thread takes on: `count` of them from `from`. */
export interface Range {
  readonly from: number;
  readonly count: number;
}

const floatBytes = 4;

/** The run of so many float32. */
export function floats(address: number, length: number): Run {
  return [address, length * floatBytes];
}

/** A thread's range of `total` things, in whole units but for the last. */
export function rangeOf({ thread, threads }: Pick<Part, 'thread' | 'threads'>, total: number, unit: number): Range {
  const units = Math.ceil(total / unit);
  const edge = (index: number): number => Math.min(total, Math.floor((units * index) / threads) * unit);
  const from = edge(thread);
  return { from, count: edge(thread + 1) - from };
}

/** Shares by ranges of `total` things. */
export function byRange(total: number, unit: number, make: (range: Range, part: Part) => Operation): Divisible['share'] {
  return (part) => {
    const range = rangeOf(part, total, unit);
    return range.count > 0 ? make(range, part) : null;
  };
}

/** The largest share by ranges, as a part of the whole: how long it takes. */
export function largestShare(threads: number, total: number, unit: number): number {
  const counts = Array.from({ length: threads }, (_, thread) => rangeOf({ thread, threads }, total, unit).count);
  return Math.max(...counts) / total;
}
