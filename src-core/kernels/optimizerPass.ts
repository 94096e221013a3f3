import type { FloatArray, Tensor } from './arena.ts';

/** One pass of an element-wise optimizer over a run of parameters. All offsets count elements of the arena. */
export interface OptimizerPass {
  /** The kernels' name for it; a kernel set that has none of that name calls `apply`. */
  readonly kernel: string;
  readonly coefficients: readonly number[];
  readonly parameters: Tensor;
  readonly gradients: Tensor;
  readonly slots: readonly Tensor[];
  /** Multiplies the step (the layer's learning-rate scale). */
  readonly scale: number;
  readonly apply: (pass: OptimizerPass, elements: FloatArray) => void;
}
