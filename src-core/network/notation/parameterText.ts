import { z } from '../../schema.ts';

/** A number as the notation writes it. */
const numberPattern = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const sizesPattern = /^\d+(x\d+)*$/;
const wholeNumbersPattern = /^-?\d+(x-?\d+)*$/;

/** Sizes such as `5x5x8`, or null where the text is none. */
export function readSizes(text: string): number[] | null {
  return sizesPattern.test(text) ? text.split('x').map(Number) : null;
}

/** Whole numbers joined by x, such as the offset `-1x0`, or null where the text is none. */
function readWholeNumbers(text: string): number[] | null {
  return wholeNumbersPattern.test(text) ? text.split('x').map(Number) : null;
}

/** A number, or null where the text is none. */
export function readNumber(text: string): number | null {
  return numberPattern.test(text) ? Number(text) : null;
}

/** `on` or `off`, or null where the text is neither. */
export function readSwitch(text: string): boolean | null {
  return text === 'on' ? true : text === 'off' ? false : null;
}

/** A parameter's value by its schema, with what was expected where the text does not fit; ranges are left to the schema. */
export function readParameter(schema: z.core.$ZodType, text: string): { value: unknown } | { expected: string } {
  const bare = bareSchema(schema);
  const found = (value: unknown, expected: string) => (value === null ? { expected } : { value });
  if (bare instanceof z.ZodArray) return found(readWholeNumbers(text), 'sizes such as 2 or 2x1');
  if (bare instanceof z.ZodNumber) return found(readNumber(text), 'a number');
  if (bare instanceof z.ZodBoolean) return found(readSwitch(text), '"on" or "off"');
  if (bare instanceof z.ZodEnum)
    return found(bare.options.includes(text) ? text : null, bare.options.map((option) => `"${option}"`).join(' or '));
  return { value: text };
}

/** The inverse of `readParameter`. */
export function writeParameter(value: unknown): string {
  if (Array.isArray(value)) return value.join('x');
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value);
}

/** Words that stand for a value of an enumerated parameter by themselves, such as `same` and `max`. */
export function wordsOf(parameters: z.ZodObject): Map<string, string> {
  const words = new Map<string, string>();
  for (const [name, schema] of Object.entries(parameters.shape)) {
    const bare = bareSchema(schema);
    if (bare instanceof z.ZodEnum) for (const option of bare.options) words.set(String(option), name);
  }
  return words;
}

function bareSchema(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodNullable ? bareSchema(schema.unwrap()) : schema;
}
