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
   * Sum of the losses of the first `rows` samples. Where `gradients` is given, the gradient of their *mean* is written there, with
   * respect to what `gradientOf` says.
   * @throws loss/no-preactivations where `gradientOf` is `preactivations` and none are given
   */
  evaluate(kernels: KernelSet, outputs: LossOutputs, targets: Tensor, gradients: Tensor | null, rows: number): number;
  /** `preactivations` where the loss is taken together with the last update, for stability. */
  readonly gradientOf: 'outputs' | 'preactivations';
}

/** What a network hands to its loss: `[batch, columns]` each. */
export interface LossOutputs {
  readonly outputs: Tensor;
  readonly preactivations: Tensor | null;
  readonly columns: number;
}

/** A loss as a registry lists it. */
export interface LossMember extends RegistryMember {
  /** What outputs must be: any number, positive and summing to one (a softmax, or the normalised form). Targets likewise. */
  readonly outputs: 'any' | 'distribution';
  readonly create: (parameters: Readonly<Record<string, unknown>>) => SampleLoss;
  /**
   * The same loss of a softmax of βz, in a form that never divides by an output: `x` holds z, and ∂ℓ/∂z is written. Absent where eq. 13
   * over `create` is good enough.
   */
  readonly createOfSoftmax?: (parameters: Readonly<Record<string, unknown>>, beta: number) => SampleLoss;
  /** The kernels' form of `create`, or null for parameters they do not know. */
  readonly kernel?: (parameters: Readonly<Record<string, unknown>>) => LossKernel | null;
  /** The kernels' form of `createOfSoftmax`. */
  readonly kernelOfSoftmax?: (parameters: Readonly<Record<string, unknown>>, beta: number) => LossKernel;
}
