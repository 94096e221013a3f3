import type { PreparedData } from '../data/partition.ts';
import type { Tensor } from '../kernels/arena.ts';
import type { Loss } from '../losses/loss.ts';
import type { Network } from '../network/network.ts';
import { shareOnDiagonal } from './confusion.ts';
import { gatherRows } from './gatherRows.ts';

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

/** Forward passes in batches of the network's size, without teaching; without targets there is nothing to measure. */
export function createEvaluator(network: Network, loss: Loss | null, data: PreparedData): Evaluator {
  const { targets } = data;
  if (!loss || !targets) return { evaluate: () => nothing };
  const { kernels, outputs, outputPreactivations: preactivations } = network;
  const columns = data.outputSize;
  const wanted = kernels.arena.allocate([network.batch, columns]);

  function lossOfRows(rows: Uint32Array): number {
    gatherRows(kernels, network.inputs, { values: data.inputs, rowSize: data.inputSize }, rows);
    gatherRows(kernels, wanted, { values: targets!, rowSize: columns }, rows);
    network.forward(rows.length);
    return loss!.evaluate(kernels, { outputs, preactivations, columns }, wanted, null, rows.length);
  }

  return {
    evaluate(rows) {
      if (rows.length === 0) return nothing;
      const counts = data.labels ? Array.from({ length: columns }, () => new Array<number>(columns).fill(0)) : null;
      let sum = 0;
      for (let from = 0; from < rows.length; from += network.batch) {
        const slice = rows.subarray(from, from + network.batch);
        sum += lossOfRows(slice);
        if (counts) countAnswers(counts, network, outputs, data.labels!, slice);
      }
      const mean = sum / rows.length;
      return { loss: Number.isFinite(mean) ? mean : null, accuracy: counts && shareOnDiagonal(counts), counts };
    },
  };
}

function countAnswers(counts: number[][], { kernels }: Network, outputs: Tensor, labels: Int32Array, rows: Uint32Array): void {
  const columns = counts.length;
  const { elements } = kernels.arena;
  rows.forEach((row, index) => {
    const label = labels[row]!;
    if (label >= 0) counts[label]![largest(elements, outputs.offset + index * columns, columns)]!++;
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
