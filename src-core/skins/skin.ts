import type { IndexTensor, Tensor } from '../kernels/arena.ts';
import type { Loss } from '../losses/loss.ts';
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

export interface InputsBatch extends BatchRows {
  readonly reads: 'inputs';
}

export interface MembershipBatch extends BatchRows {
  readonly reads: 'membership';
  /** The set each row belongs to, −1 where that is not known. */
  readonly sets: Int32Array;
}

export interface TargetsBatch extends BatchRows {
  readonly reads: 'targets';
  /** `[batch, outputs]` in the arena. */
  readonly targets: Tensor;
}

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
}

/** Batches of equal size: the k-th is the k-th `rows` numbers of `order`. */
export interface BatchRun {
  readonly order: IndexTensor;
  readonly rows: number;
  readonly batches: number;
}

/** Teaches several batches in one call into the kernels, with the same result as batch by batch. */
export interface RunTeaching {
  readonly mostBatches: number;
  /** Null where batches of so many rows cannot be taught in this way. */
  teach(run: BatchRun): RunStep | null;
}

export interface RunStep extends SkinStep {
  /** Batches taught, all of the run unless there is trouble. */
  readonly batches: number;
}

/** A way of teaching, put over a network that knows nothing of it. */
export interface Skin {
  readonly counts: Readonly<EvaluationCounts>;
  step(batch: SkinBatch): SkinStep;
  /** Present in skins that read targets and can teach rows of a table by whole-step programs. Null where this one cannot. */
  readonly openRun?: (table: SampleTable) => RunTeaching | null;
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
