import type { FloatArray } from '../kernels/arena.ts';
import type { ColumnTreatment } from './partition.ts';

/** How one feature column becomes inputs; fitted on the training rows alone. */
export interface InputPlan {
  /** Inputs a row. */
  readonly width: number;
  /** Shape of one value of a block column; `[]` otherwise. */
  readonly shape: readonly number[];
  /** One name an input; empty for blocks. */
  readonly names: readonly string[];
  /** value = scaled × scale + offset; the offset is one for all inputs, or one for each. */
  readonly scale: number;
  readonly offset: number | readonly number[];
  readonly treatment: ColumnTreatment;
  /** Writes the inputs of a row at `inputs[start …]`, which are 0 before. */
  write(inputs: FloatArray, start: number, row: number): void;
}
