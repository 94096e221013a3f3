import { columnKindSchema, columnRoleSchema } from '../../src-core/data/dataset.ts';
import { z } from '../../src-core/schema.ts';

/** `null` everywhere means: guess. A guess is always shown in the preview and can be corrected by giving the option. */
const guess = null;

const columnCorrections = z
  .array(z.strictObject({ name: z.string(), kind: columnKindSchema.optional(), role: columnRoleSchema.optional() }))
  .default([])
  .meta({ label: 'Columns', help: 'Corrections of the guessed kinds and roles, by column name.' });

export const csvOptionsSchema = z.strictObject({
  type: z.literal('csv'),
  delimiter: z
    .enum([',', ';', '\t', '|', ' '])
    .nullable()
    .default(guess)
    .meta({ label: 'Delimiter', help: 'What stands between two values.' }),
  decimal: z.enum(['.', ',']).nullable().default(guess).meta({ label: 'Decimal mark', help: 'Point or comma.' }),
  quote: z.enum(['"', "'"]).default('"').meta({ label: 'Quote', help: 'What stands around a value that contains the delimiter.' }),
  encoding: z
    .enum(['utf-8', 'windows-1252', 'iso-8859-1'])
    .nullable()
    .default(guess)
    .meta({ label: 'Encoding', help: 'Latin-1 is iso-8859-1.' }),
  skipLines: z
    .number()
    .int()
    .min(0)
    .max(1000)
    .nullable()
    .default(guess)
    .meta({ label: 'Lines to skip', help: 'Lines before the header or the first row.' }),
  header: z.boolean().nullable().default(guess).meta({ label: 'Header', help: 'Whether the first line names the columns.' }),
  missing: z
    .array(z.string())
    .default(['', 'NA', 'N/A', 'NaN', '?', 'null'])
    .meta({ label: 'Missing values', help: 'Texts that stand for a missing value; upper and lower case alike.' }),
  target: z
    .string()
    .nullable()
    .default(guess)
    .meta({ label: 'Target', help: 'Name or number (from 1) of the column to predict; "none" for no target.' }),
  imageShape: z
    .string()
    .regex(/^\d{1,5}x\d{1,5}(x\d{1,3})?$/, 'Write height x width, or height x width x channels: 28x28')
    .nullable()
    .default(null)
    .meta({
      label: 'Image shape',
      help: 'Height x width of a picture, such as 28x28, whose pixels are the numeric features in their order; empty for a table.',
    }),
  imageMaximum: z.number().positive().nullable().default(null).meta({
    label: 'Brightest pixel',
    help: 'Pixels are divided by this number, such as 255 or 16, so that they lie in 0…1; empty leaves them as they are.',
  }),
  columns: columnCorrections,
});
export type CsvOptions = z.infer<typeof csvOptionsSchema>;

export const idxOptionsSchema = z.strictObject({
  type: z.literal('idx'),
  scaleBytes: z.boolean().default(true).meta({ label: 'Scale bytes to 0…1', help: 'Divides values of one byte by 255.' }),
  columns: columnCorrections,
});
export type IdxOptions = z.infer<typeof idxOptionsSchema>;

/** `auto` picks the importer from the file's content and name. */
export const importOptionsSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('auto') }),
  csvOptionsSchema,
  idxOptionsSchema,
]);
export type ImportOptions = z.infer<typeof importOptionsSchema>;
