import type { Shape } from '../shape.ts';
import type { Arena, FloatArray, IndexTensor, Precision, Tensor } from './arena.ts';
import { z } from '../schema.ts';
import type { Programs } from './program/programs.ts';

/**
 * What decides the bits of a result, recorded with every trial. In SIMD a product is added to a third number in one rounding (`fma`) or
 * in two (`mul-add`, and so does float64); `scalar` is plain code in float32, whose sums have another order.
 */
export const arithmeticSchema = z.enum(['fma', 'mul-add', 'scalar']);
export type Arithmetic = z.infer<typeof arithmeticSchema>;

/** Sizes of the product of `[batch, inputs]` activations with `[outputs, inputs]` weights. */
export interface ProductSize {
  readonly batch: number;
  readonly inputs: number;
  readonly outputs: number;
}

/**
 * Which source pixels each position of a window, convolution or pooling reads. Channels are the last, contiguous dimension of
 * a source with `sourcePixels` pixels a sample. `table` is `[positions, taps]`: a pixel index, or −1 outside the source.
 */
export interface Patches {
  readonly batch: number;
  readonly positions: number;
  readonly taps: number;
  readonly sourcePixels: number;
  readonly channelsIn: number;
  /** Neurons a position; equal to channelsIn in pooling. */
  readonly channelsOut: number;
  readonly table: IndexTensor;
  /** Where the windows lie, if over two dimensions at stride 1; the table says the same. */
  readonly grid?: PatchGrid | null;
}

/**
 * Windows over two dimensions at stride 1, in pixels; lists are [rows, columns]. Every pixel of the source lies under a window or before
 * the first ones' ends, and every window reaches into the source.
 */
export interface PatchGrid {
  readonly source: Shape;
  readonly window: Shape;
  readonly positions: Shape;
  /** Pixels by which the first window sticks out before the source. */
  readonly before: Shape;
}

/**
 * Which source axons each axon of a random connection reads: compressed rows. Axon o reads `columns[starts[o] … starts[o + 1])`,
 * with the weights at the same places.
 */
export interface SparseRows {
  readonly batch: number;
  readonly inputs: number;
  readonly outputs: number;
  /** `[outputs + 1]` */
  readonly starts: IndexTensor;
  /** `[weights]` */
  readonly columns: IndexTensor;
}

/** An update that acts on each axon alone (eq. 6); its derivative is a function of the value (eq. 10). */
export interface ElementwiseUpdate {
  readonly kind: 'elementwise';
  /** The kernels' name for it; a kernel set that has none of that name calls the functions below. */
  readonly kernel: string;
  readonly alpha: number;
  readonly beta: number;
  readonly value: (z: number) => number;
  readonly derivativeFromValue: (x: number) => number;
  /**
   * Values x at which the derivative jumps or has a corner, so that differences taken across them are no derivative; values below, at
   * and above each lie on smooth branches. Absent where there are none.
   */
  readonly kinks?: readonly number[];
}

/** An update over a whole layer, such as softmax; its Jacobian is a function of the values. */
export interface RowUpdate {
  readonly kind: 'row';
  readonly kernel: string;
  /** Replaces z by x in `elements[offset … offset+columns)`. */
  readonly forward: (elements: FloatArray, offset: number, columns: number) => void;
  /** Replaces ∂L/∂x at `gradient` by ∂L/∂z, given x at `value`. */
  readonly backward: (elements: FloatArray, gradient: number, value: number, columns: number) => void;
}

/** Either kind of update; `kind` tells which. */
export type UpdateFunction = ElementwiseUpdate | RowUpdate;

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

/**
 * A loss that kernels know, with its one or two numbers: the power; δ; the margin; the smoothing ε; the shell's radius and the place of
 * its members' class. Those of a softmax(βz) or logistic(βz) are taken from z, and their numbers are β and ε.
 */
export type LossKernel =
  | { readonly name: 'squaredError'; readonly parameters: readonly [] }
  | { readonly name: 'wholePower' | 'huber' | 'hinge' | 'binaryCrossEntropy'; readonly parameters: readonly [number] }
  | {
      readonly name: 'crossEntropyOfSoftmax' | 'kullbackLeiblerOfSoftmax' | 'binaryCrossEntropyOfLogistic';
      readonly parameters: readonly [beta: number, smoothing: number];
    }
  | { readonly name: 'shell'; readonly parameters: readonly [radius: number, memberClass: number] };

/** `[rows, columns]` each; `gradients` takes the derivative of the mean over the rows by what is read. */
export interface LossTensors {
  readonly read: Tensor;
  readonly targets: Tensor;
  /** `[rows]`: what each row's loss is multiplied by; null is 1 for all. */
  readonly weights: Tensor | null;
  readonly gradients: Tensor | null;
}

/**
 * Array kernels over one arena. Rows are samples (or sample × position); everything is row-major. All `…Product` and patch
 * kernels add to their result, because sources add (eq. 5) and derivatives gather from zᵢ = 0 (eq. 12).
 * Arguments are trusted: shapes are checked once, when a network is compiled.
 */
export interface KernelSet {
  readonly name: string;
  readonly precision: Precision;
  readonly arithmetic: Arithmetic;
  /** Threads that whole steps are divided among at this moment: 1 until a step is large enough and its threads have started. */
  readonly threads: number;
  readonly arena: Arena;

  /** y[b,o] += Σᵢ x[b,i] w[o,i] */
  forwardProduct(y: Tensor, x: Tensor, w: Tensor, size: ProductSize): void;
  /** dx[b,i] += Σₒ dz[b,o] w[o,i] */
  inputGradientProduct(dx: Tensor, dz: Tensor, w: Tensor, size: ProductSize): void;
  /** dw[o,i] += Σ_b dz[b,o] x[b,i] */
  weightGradientProduct(dw: Tensor, dz: Tensor, x: Tensor, size: ProductSize): void;

  /** y[b,p,o] += Σₜ Σ_c w[o,t,c] x[b,table[p,t],c]; w is `[channelsOut, taps, channelsIn]` */
  convolutionForward(y: Tensor, x: Tensor, w: Tensor, patches: Patches): void;
  convolutionInputGradient(dx: Tensor, dz: Tensor, w: Tensor, patches: Patches): void;
  convolutionWeightGradient(dw: Tensor, dz: Tensor, x: Tensor, patches: Patches): void;

  /** As convolution with own weights a position; w is `[positions, channelsOut, taps, channelsIn]` */
  windowForward(y: Tensor, x: Tensor, w: Tensor, patches: Patches): void;
  windowInputGradient(dx: Tensor, dz: Tensor, w: Tensor, patches: Patches): void;
  windowWeightGradient(dw: Tensor, dz: Tensor, x: Tensor, patches: Patches): void;

  /** y[b,p,c] += maxₜ x[b,table[p,t],c]; the winner's tap goes to `winners` `[batch, positions, channels]`, ties to the first (eq. 11) */
  maxPoolingForward(y: Tensor, x: Tensor, winners: IndexTensor, patches: Patches): void;
  maxPoolingInputGradient(dx: Tensor, dz: Tensor, winners: IndexTensor, patches: Patches): void;
  /** y[b,p,c] += mean over the taps inside the source */
  meanPoolingForward(y: Tensor, x: Tensor, patches: Patches): void;
  meanPoolingInputGradient(dx: Tensor, dz: Tensor, patches: Patches): void;

  /** y[b,o] += Σₖ w[k] x[b,columns[k]] over the row of o */
  sparseForward(y: Tensor, x: Tensor, w: Tensor, rows: SparseRows): void;
  sparseInputGradient(dx: Tensor, dz: Tensor, w: Tensor, rows: SparseRows): void;
  sparseWeightGradient(dw: Tensor, dz: Tensor, x: Tensor, rows: SparseRows): void;

  /** y[r,c] += w[c] x[r,c]: a weight for each axon of the same position, or a mask */
  multiplyRows(y: Tensor, x: Tensor, w: Tensor, rows: number, columns: number): void;
  /** sum[c] += Σᵣ x[r,c] y[r,c] */
  addRowProducts(sum: Tensor, x: Tensor, y: Tensor, rows: number, columns: number): void;

  /** Every row of `[rows, columns]` becomes `row`, or 0 where it is null: the bias, on which connections then add. */
  setRows(y: Tensor, row: Tensor | null, rows: number, columns: number): void;
  /** sum[c] += Σᵣ y[r,c] */
  addRowSums(sum: Tensor, y: Tensor, rows: number, columns: number): void;
  /** x = f(z) in place */
  applyUpdate(update: UpdateFunction, x: Tensor, rows: number, columns: number): void;
  /** dx becomes dz = dx f'(x) in place */
  applyUpdateDerivative(update: UpdateFunction, dx: Tensor, x: Tensor, rows: number, columns: number): void;

  fill(x: Tensor, value: number): void;
  copy(target: Tensor, source: Tensor): void;
  scale(x: Tensor, factor: number): void;
  /** y += a x */
  addScaled(y: Tensor, a: number, x: Tensor): void;
  /** target = x + a p: a point on a search line, without touching x */
  pointOnLine(target: Tensor, x: Tensor, a: number, p: Tensor): void;
  /** Summed in double precision in either set. */
  dot(x: Tensor, y: Tensor): number;
  maxAbsolute(x: Tensor): number;
  /** False if any element is NaN or infinite. */
  allFinite(x: Tensor): boolean;
  /** Scales each row of `[rows, columns]` to the Euclidean norm given; rows of zeros stay. */
  normalizeRows(w: Tensor, rows: number, columns: number, norm: number): void;
  optimizerPass(pass: OptimizerPass): void;
  /** Σ (½ l2 w² + l1 |w|); l2 w + l1 sgn(w) is added to `gradients` where they are given. */
  weightPenalty(weights: Tensor, gradients: Tensor | null, l1: number, l2: number): number;
  /** Sum of a loss over rows; absent where losses are left to their plain code. */
  readonly lossSum?: (loss: LossKernel, tensors: LossTensors, rows: number, columns: number) => number;
  /** x = log x in place, as losses take it; absent where they use the engine's. */
  readonly logarithm?: (x: Tensor) => void;
  /** `rounds` × 48 multiply-adds in registers alone, for a benchmark to hold kernels against; absent where there are no such kernels. */
  readonly multiplyAddInRegisters?: (rounds: number) => void;
  /** Absent where steps cannot be put together as programs. */
  readonly programs?: Programs;
  /** Ends helper threads; whole steps then go on in one. Absent where there can be none. */
  readonly close?: () => void;
}
