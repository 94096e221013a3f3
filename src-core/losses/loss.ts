import type { FloatArray, Tensor } from '../kernels/arena.ts';
import type { KernelSet, LossKernel } from '../kernels/kernelSet.ts';
import type { RegistryMember } from '../registry.ts';

/**
 * Value of the loss of one sample; writes ∂ℓ/∂x to `elements[gradient …)` unless `gradient` is null. All offsets count elements; `x`
 * holds outputs and `target` the wanted ones. Registry members are written at this level; the batch loop, the mean and eq. 13 are
 * mechanisms over it.
 */
export type SampleLoss = (elements: FloatArray, x: number, target: number, gradient: number | null, columns: number) => number;

/** A loss over a batch, ready for a compiled network. */
export interface Loss {
  /**
   * Sum of the losses of the first `rows` samples, each times its weight where `weights` `[rows]` are given. Where `gradients` is given,
   * the gradient of that sum divided by `rows` is written there, with respect to what `gradientOf` says.
   * @throws loss/no-preactivations where `gradientOf` is `preactivations` and none are given
   */
  evaluate(
    kernels: KernelSet,
    outputs: LossOutputs,
    targets: Tensor,
    gradients: Tensor | null,
    rows: number,
    weights?: Tensor | null,
  ): number;
  /** `preactivations` where the loss is taken together with the last update, for stability. */
  readonly gradientOf: 'outputs' | 'preactivations';
  /**
   * Which smooth branch of the loss each output of a sample lies on, given the outputs and targets at those offsets; absent where the
   * loss is smooth throughout.
   */
  readonly branchesOf?: (elements: FloatArray, x: number, target: number, columns: number) => readonly number[];
}

/** What a network hands to its loss: `[batch, columns]` each. */
export interface LossOutputs {
  readonly outputs: Tensor;
  readonly preactivations: Tensor | null;
  readonly columns: number;
}

/** A loss as a registry lists it. */
export interface LossMember extends RegistryMember {
  /**
   * What outputs must be: any number, each between 0 and 1, or positive and summing to one (a softmax, or the normalised form).
   */
  readonly outputs: 'any' | 'unit' | 'distribution';
  /** What targets must be: any number, shares (0 or above), each between 0 and 1, or one of −1, 0 and 1. */
  readonly targets: 'any' | 'shares' | 'unit' | 'signs';
  readonly create: (parameters: Readonly<Record<string, unknown>>) => SampleLoss;
  /**
   * Which of its smooth branches an output lies on, where it has several: −1, 0 or 1, where 0 is the kink itself or what lies between
   * two of them. Absent, or null for these parameters, where it is smooth throughout.
   */
  readonly branch?: (parameters: Readonly<Record<string, unknown>>) => ((x: number, target: number) => number) | null;
  /**
   * The same loss of a softmax of βz, in a form that never divides by an output: `x` holds z, and ∂ℓ/∂z is written. Absent where eq. 13
   * over `create` is good enough.
   */
  readonly createOfSoftmax?: (parameters: Readonly<Record<string, unknown>>, beta: number) => SampleLoss;
  /** The same loss of 1/(1 + e^(−βz)) for each output, likewise from z. */
  readonly createOfLogistic?: (parameters: Readonly<Record<string, unknown>>, beta: number) => SampleLoss;
  /** The kernels' form of `create`, or null for parameters they do not know. */
  readonly kernel?: (parameters: Readonly<Record<string, unknown>>) => LossKernel | null;
  /** The kernels' form of `createOfSoftmax`. */
  readonly kernelOfSoftmax?: (parameters: Readonly<Record<string, unknown>>, beta: number) => LossKernel;
  /** The kernels' form of `createOfLogistic`. */
  readonly kernelOfLogistic?: (parameters: Readonly<Record<string, unknown>>, beta: number) => LossKernel;
}
