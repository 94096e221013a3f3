import type { Shape } from '../../shape.ts';

/** Weights of one source, row after row: one row a neuron (or a kernel). */
export interface WeightLayout {
  readonly shape: Shape;
  readonly rows: number;
  /** Weights a row; the most of any row where `rowStarts` is given. */
  readonly columns: number;
  /** Neighbouring rows that read the same axons; initializers fill such a block at once. Divides `rows`. */
  readonly blockRows: number;
  /** `[rows + 1]`: where each row starts, where they are not all equally long; else null. */
  readonly rowStarts: Int32Array | null;
}

/** Number of weights of a layout. */
export function weightCount({ rows, columns, rowStarts }: WeightLayout): number {
  return rowStarts ? rowStarts[rows]! : rows * columns;
}

/** Where a row's weights start among those of its layout; that of the row after the last is where they end. */
export function rowStart({ columns, rowStarts }: WeightLayout, row: number): number {
  return rowStarts ? rowStarts[row]! : row * columns;
}
