import type { IndexTensor, Tensor } from '../kernels/arena.ts';
import type { Loss } from '../losses/loss.ts';
import type { Penalties } from '../losses/penalties.ts';
import type { Network } from '../network/network.ts';
import type { EvaluationCounts, Optimizer } from '../optimizers/optimizer.ts';
import type { Random } from '../random/random.ts';
import type { RegistryMember } from '../registry.ts';

/** What a skin may read of a sample. */
export type SkinReads = 'inputs' | 'membership' | 'targets';

/** One batch as a skin gets it: exactly what it declared, nothing else. Inputs are in `network.inputs` already. */
export type SkinBatch = InputsBatch | MembershipBatch | TargetsBatch;

interface BatchRows {
  readonly rows: number;
  /** The batch is the whole training part, in the same order every time: its objective is the one of the step before. */
  readonly whole: boolean;
}

/** A batch of a skin that reads inputs only. */
export interface InputsBatch extends BatchRows {
  readonly reads: 'inputs';
}

/** A batch of a skin that may also know which set each sample belongs to. */
export interface MembershipBatch extends BatchRows {
  readonly reads: 'membership';
  /** The set each row belongs to, −1 where that is not known. */
  readonly sets: Int32Array;
}

/** A batch of a skin that may also read the wanted outputs. */
export interface TargetsBatch extends BatchRows {
  readonly reads: 'targets';
  /** `[batch, outputs]` in the arena. */
  readonly targets: Tensor;
  /** `[batch]` in the arena: what each row's loss is multiplied by, 1 on average over the training part; null is 1 for all. */
  readonly weights: Tensor | null;
}

/** What a skin is made with: the network it teaches, and its tools. */
export interface SkinContext {
  readonly network: Network;
  /** Null unless the skin reads targets. */
  readonly loss: Loss | null;
  readonly penalties: Penalties;
  readonly optimizer: Optimizer;
  readonly random: Random;
}

/** What one batch of teaching came to. */
export interface SkinStep {
  /** Mean objective per sample on this batch, penalties included, before the step. */
  readonly loss: number;
  /** Optimizer steps taken. */
  readonly steps: number;
  /** Why it cannot go on, or null. */
  readonly trouble: { readonly kind: 'diverged' | 'converged'; readonly reason: string } | null;
}

/** A table of samples in the arena, from which whole steps take their rows by number. */
export interface SampleTable {
  /** `[rows, inputs]` */
  readonly inputs: Tensor;
  /** `[rows, outputs]` */
  readonly targets: Tensor;
  /** `[rows, 1]`: what each row's loss is multiplied by; null is 1 for all. */
  readonly weights: Tensor | null;
}

/** Batches of equal size: the k-th is the k-th `rows` numbers of `order`. */
export interface BatchRun {
  readonly order: IndexTensor;
  readonly rows: number;
  readonly batches: number;
  /** What the learning rate is multiplied by on the k-th batch, k from 0. */
  readonly rateShare: (batch: number) => number;
}

/** Teaches several batches in one call into the kernels, with the same result as batch by batch. */
export interface RunTeaching {
  readonly mostBatches: number;
  /** Null where batches of so many rows cannot be taught in this way. */
  teach(run: BatchRun): RunStep | null;
}

/** What several batches of teaching came to: `loss` is that of the last one looked at. */
export interface RunStep extends SkinStep {
  /** Batches taught, all of the run unless there is trouble. */
  readonly batches: number;
}

/** A way of teaching, put over a network that knows nothing of it. */
export interface Skin {
  readonly counts: Readonly<EvaluationCounts>;
  /** @param rateShare what the learning rate is multiplied by on this batch, as the trial's schedule says; 1 where left out */
  step(batch: SkinBatch, rateShare?: number): SkinStep;
  /**
   * Present in skins that read targets and can teach rows of a table by whole-step programs. Null where the kernels know no programs.
   */
  readonly openRun?: (table: SampleTable) => RunTeaching | null;
  /**
   * All that a checkpoint must keep beside the parameters; `restore` continues to the same bits. The arrays may alias the arena: they hold
   * until anything is computed or allocated, and whoever keeps them copies them.
   */
  save(): SkinState;
  restore(state: SkinState): void;
}

/** Plain data: numbers and arrays at the trial's precision. */
export interface SkinState {
  readonly numbers: Readonly<Record<string, number>>;
  readonly arrays: Readonly<Record<string, Float32Array | Float64Array>>;
}

/** A skin as a registry lists it. */
export interface SkinMember extends RegistryMember {
  readonly reads: SkinReads;
  readonly usesLoss: boolean;
  /** `parameters` have been checked by the registry. @throws skin/unfit with the reason, where it does not fit the network */
  create(context: SkinContext, parameters: Readonly<Record<string, unknown>>): Skin;
}
