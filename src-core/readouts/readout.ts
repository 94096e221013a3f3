import type { FloatArray } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { RegistryMember } from '../registry.ts';

/** What a network makes of some samples: `[rows, columns]`, row after row. */
export interface FeatureTable {
  readonly rows: number;
  readonly columns: number;
  readonly values: FloatArray;
}

/** What a readout is fitted on: the taught, frozen network's features of the training part, with the set of each. */
export interface ReadoutTask {
  /** Standardised over the training part. */
  readonly features: FeatureTable;
  /** `[rows]`, each at least 0. */
  readonly labels: Int32Array;
  readonly classes: number;
  /** Kernels with an arena of its own, which goes with the readout. */
  readonly createKernels: () => KernelSet;
}

/** A readout that has been fitted. */
export interface FittedReadout {
  /** The set that each row of features most probably belongs to. */
  classify(features: FeatureTable): Int32Array;
}

/** A way to read an answer from a network, as a registry lists it. */
export interface ReadoutMember extends RegistryMember {
  /**
   * What it reads: the network's outputs, one a class; the stress by which the skin itself tells sets apart; or features on which it is
   * fitted, with the labels of the training part, when the network has been taught.
   */
  readonly uses: 'outputs' | 'stress' | 'features';
  /** Present where it uses features; `parameters` have been checked by the registry. */
  readonly fit?: (task: ReadoutTask, parameters: Readonly<Record<string, unknown>>) => FittedReadout;
}
