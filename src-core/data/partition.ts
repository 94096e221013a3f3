import { z } from '../schema.ts';

/** How rows are dealt to the training, validation and test parts. */
export const splitSchema = z.strictObject({
  kind: z
    .enum(['stratified', 'random'])
    .default('stratified')
    .meta({ label: 'Split', help: 'Stratified keeps the share of every class in each part.' }),
  testFraction: z.number().min(0).max(0.9).default(0.2).meta({ label: 'Test part', help: 'Share of the rows kept back for testing.' }),
  validationFraction: z
    .number()
    .min(0)
    .max(0.9)
    .default(0)
    .meta({ label: 'Validation part', help: 'Share of the rows kept back for choosing settings.' }),
  leaveOut: z.string().nullable().default(null).meta({
    label: 'Left out',
    help: 'A class that is kept out of the training part, to see whether a network that never met it vetoes it; empty is none.',
  }),
  seed: z.number().int().min(0).nullable().default(null).meta({ label: 'Split seed', help: 'Empty: the seed of the trial.' }),
});
export type Split = z.infer<typeof splitSchema>;

/** What is done to the values; always fitted on the training part alone. */
export const preprocessingSchema = z.strictObject({
  inputs: z.enum(['auto', 'standardise', 'centre', 'minMax', 'none']).default('auto').meta({
    label: 'Inputs',
    help: 'Auto standardises the numbers of tables and leaves images as they are; centre takes the mean of each number away, of images the mean picture.',
  }),
  targets: z
    .enum(['auto', 'standardise', 'minMax', 'none'])
    .default('auto')
    .meta({ label: 'Numeric target', help: 'Auto standardises a numeric target; classes are one-hot.' }),
});
export type Preprocessing = z.infer<typeof preprocessingSchema>;

/** A part of the rows of a dataset. */
export type PartName = 'train' | 'validation' | 'test';

/** What was done to one column, for the printed summary and the dataset view. */
export interface ColumnTreatment {
  readonly column: string;
  /** One sentence: "standardised (mean 5.84, deviation 0.83)", "left out: 150 unique texts"… */
  readonly treatment: string;
  /** How a person changes it. */
  readonly change: string;
}

/** A dataset ready for a network. Row r of `inputs` is `inputs[r × inputSize … )`. */
export interface PreparedData {
  readonly rows: number;
  readonly inputShape: readonly number[];
  readonly inputSize: number;
  readonly inputs: Float32Array | Float64Array;
  readonly outputSize: number;
  /** One-hot classes or numbers; null where the dataset has no target. */
  readonly targets: Float32Array | Float64Array | null;
  readonly task: 'classification' | 'regression' | 'none';
  /** Class index of each row, −1 where missing; null unless a classification. */
  readonly labels: Int32Array | null;
  readonly classNames: readonly string[];
  /** Index of the class that is kept out of the training part; null where none is. */
  readonly leftOut: number | null;
  /** Row numbers of each part, each in ascending order. */
  readonly parts: Readonly<Record<PartName, Uint32Array>>;
  readonly treatments: readonly ColumnTreatment[];
  /** Undoes the scaling of a numeric target: value = scaled × scale + offset. */
  readonly targetScaling: { readonly scale: number; readonly offset: number };
  /** Undoes the scaling of each input: value = scaled × scale[i] + offset[i]; used to draw a decision boundary in the data's own units. */
  readonly inputScaling: { readonly scale: readonly number[]; readonly offset: readonly number[] };
  /** Name of each input; empty for images. */
  readonly inputNames: readonly string[];
}
