import { subTensor } from '../kernels/arena.ts';
import { z } from '../schema.ts';
import { featureParameters } from './featureParameters.ts';
import type { FeatureTable, FittedReadout, ReadoutMember, ReadoutTask } from './readout.ts';

const parameters = z.object({
  neighbours: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(5)
    .meta({ label: 'Neighbours k', help: 'Samples of the training part that vote; of equal votes, the set of the nearest wins.' }),
  ...featureParameters,
});

/** Rows that are compared with the whole training part at a time. */
const rowsAtATime = 64;

/** The answer is the set most frequent among the k nearest samples of the training part, by |x − y|². */
export const neighbours: ReadoutMember = {
  name: 'neighbours',
  label: 'Nearest neighbours',
  summary: 'The answer is the set most frequent among the nearest samples of the training part.',
  equation: 'set = mode of the sets of the k samples with the least |x − y|²',
  parameters,
  uses: 'features',
  fit: (task, given) => fitNeighbours(task, parameters.parse(given).neighbours),
};

function fitNeighbours({ features, labels, classes, createKernels }: ReadoutTask, count: number): FittedReadout {
  const kernels = createKernels();
  const { rows: taught, columns } = features;
  const known = kernels.arena.allocate([taught, columns]);
  const asked = kernels.arena.allocate([rowsAtATime, columns]);
  const products = kernels.arena.allocate([rowsAtATime, taught]);
  kernels.arena.view(known).set(features.values);
  const halfSquares = Float64Array.from({ length: taught }, (_, row) => {
    const sample = subTensor(known, row * columns, [columns]);
    return 0.5 * kernels.dot(sample, sample);
  });

  /** x·y − ½|y|² falls as |x − y|² rises, for one x. */
  function vote(row: number): number {
    const { elements } = kernels.arena;
    const start = products.offset + row * taught;
    const nearest = nearestOf(taught, count, (sample) => elements[start + sample]! - halfSquares[sample]!);
    const votes = new Int32Array(classes);
    for (const sample of nearest) votes[labels[sample]!]!++;
    const most = votes.reduce((one, other) => Math.max(one, other), 0);
    // The nearest come first, so that of equal votes theirs win.
    return labels[nearest.find((sample) => votes[labels[sample]!] === most)!]!;
  }

  return {
    classify(table: FeatureTable) {
      const answers = new Int32Array(table.rows);
      for (let from = 0; from < table.rows; from += rowsAtATime) {
        const rows = Math.min(rowsAtATime, table.rows - from);
        kernels.arena.elements.set(table.values.subarray(from * columns, (from + rows) * columns), asked.offset);
        kernels.fill(products, 0);
        kernels.forwardProduct(products, asked, known, { batch: rows, inputs: columns, outputs: taught });
        for (let row = 0; row < rows; row++) answers[from + row] = vote(row);
      }
      return answers;
    },
  };
}

/** Numbers of the `count` samples of the largest value, largest first, equals in their order. */
function nearestOf(samples: number, count: number, valueOf: (sample: number) => number): number[] {
  const best: { readonly sample: number; readonly value: number }[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const value = valueOf(sample);
    if (best.length === count && value <= best.at(-1)!.value) continue;
    const place = best.findIndex((other) => value > other.value);
    best.splice(place < 0 ? best.length : place, 0, { sample, value });
    if (best.length > count) best.pop();
  }
  return best.map(({ sample }) => sample);
}
