import type { IndexTensor, Tensor } from '../../kernels/arena.ts';
import type { KernelSet } from '../../kernels/kernelSet.ts';
import type { Random } from '../../random/random.ts';
import type { RegistryMember } from '../../registry.ts';
import type { Shape } from '../../shape.ts';
import type { WeightLayout } from './weightLayout.ts';

/** A connection between two layers of known shapes: everything about it that needs no memory. */
export interface ConnectionPlan {
  readonly outputShape: Shape;
  /** Null where it has none, as in pooling. */
  readonly weights: WeightLayout | null;
  /** One bias an axon, or one a channel where weights are shared; 0 where there are no weights. Biases repeat along the axons. */
  readonly biasCount: number;
  /** Inputs that reach one axon. */
  readonly fanIn: number;
  /** Axons that one input reaches, edges aside. */
  readonly fanOut: number;
  /** Builds what passes need (patch tables, winners, masks) in the arena, once. */
  readonly compile: (kernels: KernelSet, batch: number) => CompiledConnection;
}

/** One axon of the source that an axon reads: through a taught weight, by its index among the connection's, or by a fixed factor. */
export type Link = { readonly source: number; readonly weight: number } | { readonly source: number; readonly factor: number };

/** A connection ready for passes over the first `rows` samples. All of them add to their result (eq. 5, eq. 12). */
export interface CompiledConnection {
  /** z += M x; `teaching` turns dropout on. */
  forward(z: Tensor, x: Tensor, weights: Tensor | null, rows: number, teaching: boolean): void;
  /** dx += Mᵀ dz; after `forward` of the same rows. */
  inputGradient(dx: Tensor, dz: Tensor, weights: Tensor | null, rows: number): void;
  /** dM += dz xᵀ; after `forward` of the same rows. */
  weightGradient(dWeights: Tensor, dz: Tensor, x: Tensor, rows: number): void;
  /** The row of M of one axon, as `forward` last used it for a sample: where M depends on the sample (eq. 11), `row` says which. */
  links(axon: number, row: number): readonly Link[];
  /** Present where teaching passes draw at random: from now on they take what this stream gives, the same for every pass. */
  readonly redraw?: (random: Random) => void;
  /** Which of its smooth branches `forward` took, axon by axon (winners of max pooling); absent where there is one only. */
  readonly branches?: IndexTensor;
}

/** How the compact notation writes a connection's sizes: `128`, `5x5x8`. */
export interface SizeNotation {
  /** What is expected, for people: "HxWxCHANNELS". */
  readonly form: string;
  readonly minimum: number;
  /** True where it is one number that may have a fraction, such as a probability. */
  readonly decimal?: boolean;
  /** Parameters that the sizes stand for, and that are not written as `name=value`. */
  readonly parameters: readonly string[];
  readonly read: (sizes: readonly number[]) => Readonly<Record<string, unknown>>;
  readonly write: (parameters: Readonly<Record<string, unknown>>) => readonly number[];
}

/** A way for a layer's axons to read a lower layer's, as a registry lists it. */
export interface ConnectionMember extends RegistryMember {
  /** Null where no size is written, because the source's is taken. */
  readonly sizes: SizeNotation | null;
  /**
   * Fits the connection to a source; `parameters` have been checked by the registry, `layer` names the layer in errors, `place` says
   * where in the design it is (layer, source), so that connections wired at random are not wired alike.
   * @throws design/shape-mismatch, design/too-large
   */
  readonly plan: (source: Shape, parameters: Readonly<Record<string, unknown>>, layer: string, place: readonly number[]) => ConnectionPlan;
}
