import type { Random } from '../../random/random.ts';
import type { RegistryMember } from '../../registry.ts';
import { z } from '../../schema.ts';

/** A made-up classification problem: one row a sample. */
export interface GeneratedData {
  /** Features, each with one value a row. */
  readonly columns: readonly { readonly name: string; readonly values: Float64Array }[];
  /** Class index of each row, 0 … classNames.length − 1; the classes take turns, so their sizes differ by at most one. */
  readonly labels: Int32Array;
  readonly classNames: readonly string[];
}

/** Makes a dataset from a few numbers; a pure function of its parameters and the random stream. */
export interface Generator<Parameters extends z.ZodObject = z.ZodObject> extends RegistryMember<Parameters> {
  generate(parameters: z.output<Parameters>, random: Random): GeneratedData;
}

/** The parameters every generator has. `seed` is used by whoever makes the random stream (`generateTable`). */
export const commonParameters = {
  samples: z
    .number()
    .int()
    .min(4)
    .max(1_000_000)
    .default(400)
    .meta({ label: 'Samples', help: 'Rows in all, dealt evenly to the classes.' }),
  seed: z.number().int().min(0).default(1).meta({ label: 'Seed', help: 'The same seed gives the same data.' }),
};

/** Standard deviation of the normal noise added to every coordinate. */
export function noiseParameter(standard: number) {
  return z
    .number()
    .min(0)
    .max(10)
    .default(standard)
    .meta({ label: 'Noise', help: 'Standard deviation of the normal noise added to x and y.' });
}

/** Builds a two-dimensional problem: `place` gives the noiseless point of sample `index` of `count` in its class. */
export function planarData(
  options: { readonly samples: number; readonly noise: number; readonly classNames: readonly string[] },
  random: Random,
  place: (label: number, index: number, count: number) => readonly [x: number, y: number],
): GeneratedData {
  const { samples, noise, classNames } = options;
  const x = new Float64Array(samples);
  const y = new Float64Array(samples);
  const labels = new Int32Array(samples);
  const classes = classNames.length;
  for (let row = 0; row < samples; row++) {
    const label = row % classes;
    const count = Math.floor((samples - 1 - label) / classes) + 1;
    const point = place(label, Math.floor(row / classes), count);
    x[row] = point[0] + (noise > 0 ? noise * random.normal() : 0);
    y[row] = point[1] + (noise > 0 ? noise * random.normal() : 0);
    labels[row] = label;
  }
  return {
    columns: [
      { name: 'x', values: x },
      { name: 'y', values: y },
    ],
    labels,
    classNames,
  };
}
