import type { Tensor } from '../../kernels/arena.ts';
import type { KernelSet } from '../../kernels/kernelSet.ts';
import type { RegistryMember } from '../../registry.ts';
import type { Shape } from '../../shape.ts';

/** Weights of one source: `rows` neurons (or kernels) of `columns` weights each. */
export interface WeightLayout {
  readonly shape: Shape;
  readonly rows: number;
  readonly columns: number;
}

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
  /** Builds what passes need (patch tables, winners) in the arena, once. */
  readonly compile: (kernels: KernelSet, batch: number) => CompiledConnection;
}

/** A connection ready for passes over the first `rows` samples. All of them add to their result (eq. 5, eq. 12). */
export interface CompiledConnection {
  /** z += M x */
  forward(z: Tensor, x: Tensor, weights: Tensor | null, rows: number): void;
  /** dx += Mᵀ dz; after `forward` of the same rows. */
  inputGradient(dx: Tensor, dz: Tensor, weights: Tensor | null, rows: number): void;
  /** dM += dz xᵀ; after `forward` of the same rows. */
  weightGradient(dWeights: Tensor, dz: Tensor, x: Tensor, rows: number): void;
}

/** How the compact notation writes a connection's sizes: `128`, `5x5x8`. */
export interface SizeNotation {
  /** What is expected, for people: "HxWxCHANNELS". */
  readonly form: string;
  readonly minimum: number;
  /** Parameters that the sizes stand for, and that are not written as `name=value`. */
  readonly parameters: readonly string[];
  readonly read: (sizes: readonly number[]) => Readonly<Record<string, unknown>>;
  readonly write: (parameters: Readonly<Record<string, unknown>>) => readonly number[];
}

/** A way for a layer's axons to read a lower layer's, as a registry lists it. */
export interface ConnectionMember extends RegistryMember {
  readonly sizes: SizeNotation;
  /**
   * Fits the connection to a source; `parameters` have been checked by the registry, `layer` names the layer in errors.
   * @throws design/shape-mismatch, design/too-large
   */
  readonly plan: (source: Shape, parameters: Readonly<Record<string, unknown>>, layer: string) => ConnectionPlan;
}
