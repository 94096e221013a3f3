import type { FloatArray, Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';

/** A table of values, `rowSize` a row, row after row. */
export interface RowSource {
  readonly values: FloatArray;
  readonly rowSize: number;
}

/** Copies the rows of those numbers to the first rows of `target`, straight into the arena. */
export function gatherRows({ arena }: KernelSet, target: Tensor, { values, rowSize }: RowSource, rows: Uint32Array): void {
  const { elements } = arena;
  // Copying short rows element by element saves a view for each of them.
  if (rowSize >= 32) {
    for (let row = 0; row < rows.length; row++) {
      const start = rows[row]! * rowSize;
      elements.set(values.subarray(start, start + rowSize), target.offset + row * rowSize);
    }
    return;
  }
  let to = target.offset;
  for (let row = 0; row < rows.length; row++) {
    const start = rows[row]! * rowSize;
    for (let i = 0; i < rowSize; i++) elements[to++] = values[start + i]!;
  }
}
