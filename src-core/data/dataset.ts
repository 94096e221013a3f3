import { z } from '../schema.ts';

/** What a column is for. At most one column is the target. */
export const columnRoleSchema = z.enum(['feature', 'target', 'ignored']);
export type ColumnRole = z.infer<typeof columnRoleSchema>;

/** How the values of a column are understood: as numbers, as one of a few categories, or as texts of any kind. */
export const columnKindSchema = z.enum(['numeric', 'categorical', 'text']);
export type ColumnKind = z.infer<typeof columnKindSchema>;

/**
 * A column of a dataset. A value may be a whole block, such as an image of shape `[28, 28]`; `[]` is a single number.
 * Numeric values are `stored × scale`; a missing one is NaN. Categorical values are indices into `categories`; a missing one is −1.
 */
export const columnSchema = z.strictObject({
  name: z.string().min(1).max(500),
  kind: columnKindSchema,
  role: columnRoleSchema,
  shape: z.array(z.number().int().positive()).max(8).default([]),
  storage: z.enum(['uint8', 'int32', 'float32', 'float64', 'text']),
  scale: z.number().default(1),
  categories: z.array(z.string()).nullable().default(null),
  missing: z.number().int().min(0).default(0),
  /** Byte range of the column in data.bin: rows × shape values, little-endian, one column after the other. */
  byteOffset: z.number().int().min(0),
  byteLength: z.number().int().min(0),
  /** Why the importer gave it this kind and role, for people. */
  note: z.string().default(''),
});
export type Column = z.infer<typeof columnSchema>;

/** `dataset.json`: everything about a dataset but its values. */
export const datasetSchema = z.strictObject({
  version: z.literal(1),
  id: z.string().min(1),
  name: z.string().min(1).max(200),
  rows: z.number().int().min(0),
  columns: z.array(columnSchema),
  source: z.strictObject({
    kind: z.enum(['import', 'generator']),
    /** Importer or generator and its options. */
    choice: z.looseObject({ type: z.string() }),
    files: z.array(z.strictObject({ name: z.string(), sha256: z.string(), bytes: z.number().int().min(0) })),
    /** Where the data comes from and under which licence, where known. */
    attribution: z.string().default(''),
  }),
  /** SHA-256 of data.bin. */
  sha256: z.string(),
});
export type Dataset = z.infer<typeof datasetSchema>;

/** Values of one column, row after row: numbers at the width they were stored in, category indices, or texts. */
export type ColumnValues = Uint8Array | Int32Array | Float32Array | Float64Array | readonly string[];

/** A dataset in memory: `values[i]` belongs to `dataset.columns[i]`, row after row. */
export interface Table {
  readonly dataset: Dataset;
  readonly values: readonly ColumnValues[];
}
