import { z } from '../../schema.ts';
import { commonParameters, type Generator } from './generator.ts';

const parameters = z.object({
  ...commonParameters,
  noise: z.number().min(0).max(10).default(1).meta({ label: 'Deviation', help: 'Standard deviation of each blob around its centre.' }),
  classes: z.number().int().min(2).max(100).default(3).meta({ label: 'Blobs', help: 'Number of blobs; each is a class.' }),
  features: z.number().int().min(2).max(1000).default(2).meta({ label: 'Features', help: 'Number of coordinates.' }),
});

/** Half the width of the box the centres are drawn from. */
const halfWidth = 10;

/** Normal clouds around centres drawn evenly from a box, as scikit-learn's `make_blobs`. */
export const blobs: Generator<typeof parameters> = {
  name: 'blobs',
  label: 'Blobs',
  summary: 'Round clouds of points around random centres, one for each class.',
  equation: 'xᵢ = cᵢ + deviation · N(0, 1), cᵢ uniform in [−10, 10)',
  parameters,
  generate({ samples, noise, classes, features }, random) {
    const centres = Float64Array.from({ length: classes * features }, () => halfWidth * (2 * random.uniform() - 1));
    const columns = Array.from({ length: features }, (_, index) => ({
      name: features === 2 ? (index === 0 ? 'x' : 'y') : `x${index + 1}`,
      values: new Float64Array(samples),
    }));
    const labels = new Int32Array(samples);
    for (let row = 0; row < samples; row++) {
      const label = row % classes;
      labels[row] = label;
      columns.forEach((column, feature) => {
        column.values[row] = centres[label * features + feature]! + noise * random.normal();
      });
    }
    return { columns, labels, classNames: Array.from({ length: classes }, (_, index) => `blob ${index + 1}`) };
  },
};
