import { z } from '../schema.ts';

/** A value that a setting may take: a number, text, switch, or a whole choice such as `{ type: 'adam', learningRate: 0.01 }`. */
export const settingValueSchema = z.union([z.number(), z.string(), z.boolean(), z.null(), z.looseObject({ type: z.string() })]);
export type SettingValue = z.infer<typeof settingValueSchema>;

/** Dotted path into the trial settings, such as `optimizer.learningRate`. Designs are varied by the sweep itself. */
const path = z.string().regex(/^[a-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*$/, 'a dotted path such as optimizer.learningRate');

/** One varied setting. A grid takes every value of a list and `steps` values of a range; random search draws from either. */
export const dimensionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ path, kind: z.literal('list'), values: z.array(settingValueSchema).min(1).max(1000) }),
  z.strictObject({
    path,
    kind: z.literal('range'),
    from: z.number(),
    to: z.number(),
    scale: z.enum(['linear', 'logarithmic']).default('linear'),
    steps: z.number().int().min(2).max(1000).default(5),
    integer: z.boolean().default(false),
  }),
]);
export type Dimension = z.infer<typeof dimensionSchema>;
/** A varied setting given by the ends of its range. */
export type RangeDimension = Extract<Dimension, { kind: 'range' }>;

/** One point of the search space: a value for each path. */
export type Assignment = Readonly<Record<string, SettingValue>>;
