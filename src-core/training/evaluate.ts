import type { PreparedData } from '../data/partition.ts';
import type { Tensor } from '../kernels/arena.ts';
import type { EvaluationProgram } from '../kernels/program/programs.ts';
import type { Loss } from '../losses/loss.ts';
import type { Network } from '../network/network.ts';
import { gatherRows } from './gatherRows.ts';
import type { PlacedTable } from './sampleTable.ts';

/** How well a network does on some rows. */
export interface Evaluation {
  /** Mean per sample; null without rows, or where it is not finite. */
  readonly loss: number | null;
  /** Share of rows whose largest output is that of their class; null without rows of known class. */
  readonly accuracy: number | null;
  /** Counts `[actual class][predicted class]`; null unless a classification. */
  readonly counts: readonly (readonly number[])[] | null;
}

/** Measures a network, as it is now, on rows of its data. */
export interface Evaluator {
  evaluate(rows: Uint32Array): Evaluation;
}

const nothing: Evaluation = { loss: null, accuracy: null, counts: null };

/** Rows of one program: what a forward pass reads and writes stays in the nearer caches. */
const programRows = 32;

/**
 * Forward passes in batches, without teaching; without targets there is nothing to measure.
 * @param table where programs find the samples, at least 32 or the network's batch of them at a time; null to do without programs
 */
export function createEvaluator(network: Network, loss: Loss | null, data: PreparedData, table: PlacedTable | null = null): Evaluator {
  const { targets } = data;
  if (!loss || !targets) return { evaluate: () => nothing };
  const { kernels, outputs, outputPreactivations: preactivations } = network;
  const columns = data.outputSize;
  const wanted = kernels.arena.allocate([network.batch, columns]);
  const answers = kernels.arena.allocate([network.batch, columns]);
  const batch = table ? Math.min(programRows, network.batch) : network.batch;
  const compiled = new Map<number, EvaluationProgram | null>();

  function lossSum(rows: number): number {
    network.forward(rows);
    return loss!.evaluate(kernels, { outputs, preactivations, columns }, wanted, null, rows);
  }

  function programFor(rows: number, { inputs, targets: wantedOnes }: PlacedTable): EvaluationProgram | null {
    const known = compiled.get(rows);
    if (known !== undefined) return known;
    const program = kernels.programs?.compileEvaluation({
      rows,
      gatherings: [
        { target: network.inputs, source: inputs, columns: data.inputSize },
        { target: wanted, source: wantedOnes, columns },
      ],
      evaluate: () => lossSum(rows),
      kept: { target: answers, source: outputs, columns },
    });
    compiled.set(rows, program ?? null);
    return program ?? null;
  }

  /** Leaves the outputs in `answers`. */
  function lossOfRows(rows: Uint32Array): number {
    const program = table && programFor(rows.length, table);
    if (program) return program(table.place(rows)) * rows.length;
    gatherRows(kernels, network.inputs, { values: data.inputs, rowSize: data.inputSize }, rows);
    gatherRows(kernels, wanted, { values: targets!, rowSize: columns }, rows);
    const sum = lossSum(rows.length);
    kernels.copy(answers, outputs);
    return sum;
  }

  return {
    evaluate(rows) {
      if (rows.length === 0) return nothing;
      const counts = data.labels ? Array.from({ length: columns }, () => new Array<number>(columns).fill(0)) : null;
      let sum = 0;
      for (let from = 0; from < rows.length; from += batch) {
        const slice = rows.subarray(from, from + batch);
        sum += lossOfRows(slice);
        if (counts) countAnswers(counts, network, answers, data.labels!, slice);
      }
      const mean = sum / rows.length;
      return { loss: Number.isFinite(mean) ? mean : null, accuracy: counts && shareOnDiagonal(counts), counts };
    },
  };
}

function countAnswers(counts: number[][], { kernels }: Network, answers: Tensor, labels: Int32Array, rows: Uint32Array): void {
  const columns = counts.length;
  const { elements } = kernels.arena;
  rows.forEach((row, index) => {
    const label = labels[row]!;
    if (label >= 0) counts[label]![largest(elements, answers.offset + index * columns, columns)]!++;
  });
}

/** Index of the largest of a run; ties go to the first. */
function largest(elements: ArrayLike<number>, offset: number, columns: number): number {
  let best = 0;
  for (let column = 1; column < columns; column++) {
    if (elements[offset + column]! > elements[offset + best]!) best = column;
  }
  return best;
}

function shareOnDiagonal(counts: readonly (readonly number[])[]): number | null {
  const total = counts.reduce((sum, row) => sum + row.reduce((rowSum, count) => rowSum + count, 0), 0);
  const right = counts.reduce((sum, row, index) => sum + row[index]!, 0);
  return total === 0 ? null : right / total;
}
