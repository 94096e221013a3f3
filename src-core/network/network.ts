import type { FloatArray, Tensor } from '../kernels/arena.ts';
import type { KernelSet, UpdateFunction } from '../kernels/kernelSet.ts';
import type { Shape } from '../shape.ts';
import type { CompiledConnection } from './connections/connection.ts';
import type { WeightLayout } from './connections/weightLayout.ts';
import type { Design, LayerDesign } from './design.ts';

/** A layer's parameters as runs of the arena; aliases `Network.parameters` and `Network.gradients`. */
export interface LayerParameters {
  /** Rows of weights, one a neuron (or a kernel, or a position's neuron); null where the connection has none. */
  readonly weights: Tensor | null;
  readonly weightGradients: Tensor | null;
  /** `[bias count]`; null where the layer has none. */
  readonly bias: Tensor | null;
  readonly biasGradients: Tensor | null;
  /** All of the layer's parameters and gradients as one run: weights of each source, then bias. */
  readonly all: Tensor;
  readonly allGradients: Tensor;
}

/** How a layer reads one of its sources. */
export interface SourceConnection {
  /** Index of the layer it reads among the network's layers. */
  readonly source: number;
  readonly connection: CompiledConnection;
  readonly layout: WeightLayout | null;
  /** Alias the layer's parameters; null where the connection has none. */
  readonly weights: Tensor | null;
  readonly weightGradients: Tensor | null;
}

/** A layer after compilation. Layer 0 is the input and has neither design, sources, update nor parameters. */
export interface CompiledLayer {
  readonly name: string;
  readonly design: LayerDesign | null;
  readonly shape: Shape;
  readonly size: number;
  /** `[batch, size]`: the axons' values. */
  readonly axons: Tensor;
  /** `[batch, size]`: ∂L/∂x, then ∂L/∂z after the layer's derivative was applied (eq. 12). */
  readonly axonGradients: Tensor;
  readonly sources: readonly SourceConnection[];
  /** Null for the input. */
  readonly update: UpdateFunction | null;
  readonly parameters: LayerParameters | null;
  readonly parameterCount: number;
}

/**
 * A design compiled for a batch size over one arena: axons, connections and updates, and nothing of teaching (the note's section 1).
 * Skins teach it through the tensors below.
 */
export interface Network {
  readonly design: Design;
  readonly kernels: KernelSet;
  /** Most rows a pass can take. */
  readonly batch: number;
  readonly layers: readonly CompiledLayer[];
  readonly inputs: Tensor;
  readonly outputs: Tensor;
  /** `[batch, outputs]`: where a loss writes ∂L/∂x before `backward`. */
  readonly outputGradients: Tensor;
  /** z of the last layer, kept where its update is exp, softmax or logistic so that losses can be computed stably; else null. */
  readonly outputPreactivations: Tensor | null;
  /** All parameters in canonical order (layers in order; weights, then bias) as one run of the arena. */
  readonly parameters: Tensor;
  readonly gradients: Tensor;
  readonly parameterCount: number;

  /** True where passes in teaching draw at random (dropout), so that the loss of the same batch is another after `redraw`. */
  readonly drawsInTeaching: boolean;

  /** What passes in teaching draw at random follows from this seed, pass after pass the same, until the next `redraw`. */
  redraw(seed: number): void;
  /** Inputs → outputs for the first `rows` rows. `teaching` turns dropout on. */
  forward(rows: number, teaching?: boolean): void;
  /** The same for layers `first` … `last` alone, by their index in `layers`; those below must have been computed. None where last < first. */
  forwardLayers(first: number, last: number, rows: number, teaching?: boolean): void;
  /**
   * From now on only these layers, by index, get gradients and are brought back onto their constraints; frozen ones never are.
   * At first all are taught.
   */
  teachOnly(layers: readonly number[]): void;
  /**
   * Fills `gradients` (overwriting) from `outputGradients` by eq. 12. `from` says what a loss left there: ∂L/∂x of the outputs, or
   * ∂L/∂z where a loss has been taken together with the last update. Derivatives of axons are computed only where a taught layer lies at
   * or below them, unless `everywhere`; then those of the inputs are too.
   */
  backward(rows: number, from: 'outputs' | 'preactivations', everywhere?: boolean): void;
  /** Rescales rows of constrained layers; called after every step. */
  applyConstraints(): void;
  /** A copy in canonical order at the network's precision. */
  exportParameters(): FloatArray;
  /** @throws network/wrong-parameter-count */
  importParameters(values: ArrayLike<number>): void;
}
