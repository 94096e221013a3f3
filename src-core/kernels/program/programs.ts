import type { IndexTensor, Tensor } from '../arena.ts';

/** Rows of a table in the arena that are copied, by their numbers, to the first rows of a tensor before each step. */
export interface Gathering {
  readonly target: Tensor;
  /** `[any number of rows, columns]` */
  readonly source: Tensor;
  readonly columns: number;
}

/** An optimizer's pass over a run of parameters, as `OptimizerPass`, but for the numbers of the step. */
export interface StepPass {
  readonly kernel: string;
  readonly parameters: Tensor;
  readonly gradients: Tensor;
  readonly slots: readonly Tensor[];
  /** Multiplies the step. */
  readonly scale: number;
}

/** What one step on a batch consists of. */
export interface StepRecipe {
  readonly rows: number;
  readonly gatherings: readonly Gathering[];
  /** Asks the kernels for the loss of the first `rows` rows and its gradient. */
  readonly differentiate: () => void;
  readonly passes: readonly StepPass[];
  /** Where a coefficient is |∇f|: of which gradients, and the coefficient's number. */
  readonly gradientNorm?: { readonly of: Tensor; readonly coefficient: number };
  /** Asks the kernels for what follows each step. */
  readonly constrain: () => void;
}

/** What changes from step to step; both are asked of the k-th batch, k from 0. */
export interface StepNumbers {
  /** The optimizer's coefficients; one that is |∇f| is put in by the program. */
  readonly coefficients: (batch: number) => readonly number[];
  /** What the learning rate is multiplied by. */
  readonly rateShare: (batch: number) => number;
}

/** Steps on one batch after the other, in one call into WebAssembly. */
export interface StepProgram {
  /**
   * Teaches batches: the k-th takes its rows' numbers from the k-th `rows` words of `order`, and its optimizer's numbers
   * from `stepNumbers`. Leaves off after a batch whose loss or gradient is not finite.
   * @param batches at most `mostBatches`
   * @throws kernel/thread-failed
   */
  run(order: IndexTensor, batches: number, stepNumbers: StepNumbers): StepOutcome;
}

/** How far a program came. */
export interface StepOutcome {
  /** Steps taken before one that was not finite. */
  readonly steps: number;
  /** Mean loss of the last batch looked at. */
  readonly loss: number;
}

/** A loss, or an objective with its gradient, that is not followed by a step. */
export interface EvaluationRecipe {
  readonly rows: number;
  /** What it reads of the samples; where source and target are the same, it lies in place. */
  readonly gatherings: readonly Gathering[];
  /** Asks the kernels for the loss of the first `rows` rows, and for its gradient where that is wanted. */
  readonly evaluate: () => void;
  /** `source` `[rows, columns]` is left in `target`, to be read there. */
  readonly kept?: Gathering;
}

/**
 * Gives the mean loss, penalties included, of the rows whose numbers are the first words of `order`; of rows that lie in place where it is
 * left out.
 */
export type EvaluationProgram = (order?: IndexTensor) => number;

/** Kernels that can be put together as programs. */
export interface Programs {
  /** Most batches of one call. */
  readonly mostBatches: number;
  /** Null where the recipe asks for something that only single calls can do. */
  compile(recipe: StepRecipe): StepProgram | null;
  /** Null as for `compile`. */
  compileEvaluation(recipe: EvaluationRecipe): EvaluationProgram | null;
}
