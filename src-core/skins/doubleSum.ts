import type { Arena, Tensor } from '../kernels/arena.ts';

/**
 * Sums with the precision of double numbers in an arena of any precision: each is kept as a leading and a trailing part, so that batch
 * after batch can be added without loss.
 */
export interface DoubleSum {
  /** Adds a tensor of as many numbers. */
  add(batch: Tensor): void;
  /** The sums as double numbers. */
  read(): Float64Array;
  /** To be saved with the rule that uses them. */
  readonly leading: Tensor;
  readonly trailing: Tensor;
}

/** `length` sums of nothing yet. */
export function createDoubleSum(arena: Arena, length: number): DoubleSum {
  const leading = arena.allocate([length]);
  const trailing = arena.allocate([length]);
  return {
    leading,
    trailing,
    add(batch) {
      const { elements } = arena;
      for (let index = 0; index < length; index++) {
        const sum = elements[leading.offset + index]! + elements[trailing.offset + index]! + elements[batch.offset + index]!;
        elements[leading.offset + index] = sum;
        // What rounding to the arena's precision has left over.
        elements[trailing.offset + index] = sum - elements[leading.offset + index]!;
      }
    },
    read() {
      const [main, rest] = [arena.view(leading), arena.view(trailing)];
      return Float64Array.from(main, (value, index) => value + rest[index]!);
    },
  };
}
