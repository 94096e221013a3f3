import type { Tensor } from '../kernels/arena.ts';
import type { Gathering, StepPass, StepProgram, StepRecipe } from '../kernels/program/programs.ts';
import type { Network } from '../network/network.ts';
import type { BatchObjective } from './batchObjective.ts';
import type { RunTeaching, SampleTable } from './skin.ts';

/** What one step of an element-wise optimizer consists of. */
export interface StepParts {
  readonly network: Network;
  readonly objective: BatchObjective;
  readonly passes: readonly StepPass[];
  readonly gradientNorm?: StepRecipe['gradientNorm'];
  /** The optimizer's numbers for the batch-th step from now, from 0. */
  readonly coefficients: (batch: number) => readonly number[];
  /** Told of every run: batches whose loss was computed, and steps taken. */
  readonly note: (seen: number, taken: number) => void;
}

/**
 * Steps on batches of a table as programs, one for every number of rows; null where the kernels know no programs. A program is the
 * recording of one step, so that it computes what the step does.
 */
export function createRunTeaching(
  { network, objective, passes, gradientNorm, coefficients, note }: StepParts,
  table: SampleTable,
): RunTeaching | null {
  const { programs, arena } = network.kernels;
  if (!programs) return null;
  const targets = arena.allocate([network.batch, table.targets.shape[1]!]);
  const weights = table.weights && arena.allocate([network.batch, 1]);
  const compiled = new Map<number, StepProgram | null>();

  function programFor(rows: number): StepProgram | null {
    const known = compiled.get(rows);
    if (known !== undefined) return known;
    const program = programs!.compile({
      rows,
      gatherings: [
        gathering(network.inputs, table.inputs),
        gathering(targets, table.targets),
        ...(weights && table.weights ? [gathering(weights, table.weights)] : []),
      ],
      differentiate: () => objective({ reads: 'targets', rows, whole: false, targets, weights }, true),
      passes,
      ...(gradientNorm && { gradientNorm }),
      constrain: () => network.applyConstraints(),
    });
    compiled.set(rows, program);
    return program;
  }

  return {
    mostBatches: programs.mostBatches,
    teach({ order, rows, batches, rateShare }) {
      const program = programFor(rows);
      if (!program) return null;
      const { steps, loss: value } = program.run(order, batches, { coefficients, rateShare });
      const stopped = steps < batches;
      note(stopped ? steps + 1 : steps, steps);
      if (!stopped) return { loss: value, steps, batches, trouble: null };
      const reason = Number.isFinite(value) ? 'the gradient is not finite' : 'the loss is not finite';
      return { loss: value, steps, batches: steps, trouble: { kind: 'diverged', reason } };
    },
  };
}

function gathering(target: Tensor, source: Tensor): Gathering {
  return { target, source, columns: source.shape[1]! };
}
