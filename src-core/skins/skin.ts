import type { Tensor } from '../kernels/arena.ts';
import type { Loss } from '../losses/loss.ts';
import type { Network } from '../network/network.ts';
import type { EvaluationCounts, Optimizer } from '../optimizers/optimizer.ts';
import type { Random } from '../random/random.ts';
import type { RegistryMember } from '../registry.ts';

/** What a skin may read of a sample. */
export type SkinReads = 'inputs' | 'membership' | 'targets';

/** One batch as a skin gets it: exactly what it declared, nothing else. Inputs are in `network.inputs` already. */
export type SkinBatch =
  | { readonly reads: 'inputs'; readonly rows: number }
  | { readonly reads: 'membership'; readonly rows: number; readonly sets: Int32Array }
  | { readonly reads: 'targets'; readonly rows: number; /** `[batch, outputs]` in the arena. */ readonly targets: Tensor };

export interface SkinContext {
  readonly network: Network;
  /** Null unless the skin reads targets. */
  readonly loss: Loss | null;
  readonly optimizer: Optimizer;
  readonly random: Random;
}

export interface SkinStep {
  /** Mean objective per sample on this batch, before the step. */
  readonly loss: number;
  /** Why it cannot go on, or null. */
  readonly trouble: { readonly kind: 'diverged' | 'converged'; readonly reason: string } | null;
}

/** A way of teaching, put over a network that knows nothing of it. */
export interface Skin {
  readonly counts: Readonly<EvaluationCounts>;
  step(batch: SkinBatch): SkinStep;
  /** All that a checkpoint must keep beside the parameters; `restore` continues to the same bits. */
  save(): SkinState;
  restore(state: SkinState): void;
}

/** Plain data: numbers and arrays at the trial's precision. */
export interface SkinState {
  readonly numbers: Readonly<Record<string, number>>;
  readonly arrays: Readonly<Record<string, Float32Array | Float64Array>>;
}

export interface SkinMember extends RegistryMember {
  readonly reads: SkinReads;
  readonly usesLoss: boolean;
  /** `parameters` have been checked by the registry. @throws skin/unfit with the reason, where it does not fit the network */
  create(context: SkinContext, parameters: Readonly<Record<string, unknown>>): Skin;
}
