import { z } from '../schema.ts';
import { featureParameters } from './featureParameters.ts';
import type { FittedReadout, ReadoutMember, ReadoutTask } from './readout.ts';

const parameters = z.object(featureParameters);

/** The answer is the set whose mean over the training part is nearest: argmin_c |x − m_c|². */
export const setMean: ReadoutMember = {
  name: 'setMean',
  label: 'Nearest set mean',
  summary: 'The answer is the set whose mean features are nearest; nothing is optimised.',
  equation: 'set = argmin_c |x − m_c|²',
  parameters,
  uses: 'features',
  fit: fitSetMeans,
};

function fitSetMeans({ features, labels, classes }: ReadoutTask): FittedReadout {
  const { rows, columns, values } = features;
  const means = new Float64Array(classes * columns);
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label]!++;
  for (let row = 0; row < rows; row++) {
    const label = labels[row]!;
    for (let column = 0; column < columns; column++) means[label * columns + column]! += values[row * columns + column]! / counts[label]!;
  }

  function nearest(table: Float32Array | Float64Array, start: number): number {
    let best = -1;
    let least = Infinity;
    for (let set = 0; set < classes; set++) {
      if (counts[set] === 0) continue;
      let distance = 0;
      for (let column = 0; column < columns; column++) distance += (table[start + column]! - means[set * columns + column]!) ** 2;
      if (distance < least) {
        least = distance;
        best = set;
      }
    }
    return best;
  }

  return { classify: (table) => Int32Array.from({ length: table.rows }, (_, row) => nearest(table.values, row * columns)) };
}
