import { z } from './schema.ts';

/** How a setting is entered. Bounds are the least and greatest values allowed; `exclusive` ones are not allowed themselves. */
export type FieldControl =
  | { readonly kind: 'number'; readonly integer: boolean; readonly minimum: Bound | null; readonly maximum: Bound | null }
  /** `aliases` are other names for options, from the field's literature, which the command line takes too. */
  | {
      readonly kind: 'options';
      readonly options: readonly (string | number)[];
      readonly aliases?: Readonly<Record<string, string>> | undefined;
    }
  | { readonly kind: 'switch' }
  | { readonly kind: 'text' }
  /** A list of numbers such as a size; `single` where one number alone may stand for it. */
  | { readonly kind: 'numbers'; readonly single: boolean }
  | { readonly kind: 'texts' }
  | { readonly kind: 'group'; readonly schema: z.ZodObject; readonly fields: readonly Field[] };

/** The end of a range of numbers. */
export interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
}

/** One setting of a schema, as a form shows it. */
export interface Field {
  readonly key: string;
  readonly label: string;
  readonly help: string;
  /** Whether it may be left empty, which is stored as null. */
  readonly nullable: boolean;
  readonly initial: unknown;
  readonly schema: z.ZodType;
  readonly control: FieldControl;
}

/** The part of JSON Schema that settings are made of. */
interface Described {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly (string | number)[];
  readonly anyOf?: readonly Described[];
  readonly items?: Described | false;
  readonly prefixItems?: readonly Described[];
  readonly properties?: Readonly<Record<string, Described>>;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly label?: string;
  readonly help?: string;
  readonly aliases?: Readonly<Record<string, string>>;
}

/**
 * The settings of a schema in its order. What has no general control is left out: constants, and choices from a registry, for which there
 * is ChoiceForm.
 */
export function schemaFields(schema: z.ZodObject): Field[] {
  return Object.entries(schema.shape).flatMap(([key, part]) => {
    const field = describeField(key, part as z.ZodType);
    return field ? [field] : [];
  });
}

function describeField(key: string, schema: z.ZodType): Field | null {
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Described;
  const { described: plain, nullable } = withoutNull(described);
  const control = controlOf(plain, schema);
  if (!control) return null;
  const initial = schema.safeParse(undefined);
  return {
    key,
    label: described.label ?? spelled(key),
    help: described.help ?? '',
    nullable,
    initial: initial.success ? initial.data : undefined,
    schema,
    control,
  };
}

function withoutNull(described: Described): { described: Described; nullable: boolean } {
  if (Array.isArray(described.type)) {
    const types = (described.type as readonly string[]).filter((type) => type !== 'null');
    return { described: { ...described, type: types[0] }, nullable: types.length < described.type.length };
  }
  if (!described.anyOf) return { described, nullable: false };
  const rest = described.anyOf.filter((part) => part.type !== 'null');
  const nullable = rest.length < described.anyOf.length;
  return { described: rest.length === 1 ? rest[0]! : { anyOf: rest }, nullable };
}

function controlOf(described: Described, schema: z.ZodType): FieldControl | null {
  if (described.const !== undefined) return null;
  if (described.enum) return { kind: 'options', options: described.enum, aliases: described.aliases };
  if (described.anyOf) return controlOfUnion(described.anyOf);
  switch (described.type) {
    case 'number':
    case 'integer':
      return { kind: 'number', integer: described.type === 'integer', minimum: lowest(described), maximum: highest(described) };
    case 'boolean':
      return { kind: 'switch' };
    case 'string':
      return { kind: 'text' };
    case 'array':
      return controlOfArray(described);
    case 'object':
      return controlOfObject(schema);
    default:
      return null;
  }
}

function controlOfUnion(parts: readonly Described[]): FieldControl | null {
  if (parts.every((part) => part.const !== undefined))
    return { kind: 'options', options: parts.map((part) => part.const as string | number) };
  if (parts.every(isNumber))
    return { kind: 'number', integer: parts.every((part) => part.type === 'integer'), minimum: null, maximum: null };
  if (parts.every((part) => isNumber(part) || isNumberList(part))) return { kind: 'numbers', single: parts.some(isNumber) };
  return null;
}

function controlOfArray(described: Described): FieldControl | null {
  if (isNumberList(described)) return { kind: 'numbers', single: false };
  return described.items && described.items.type === 'string' ? { kind: 'texts' } : null;
}

function controlOfObject(schema: z.ZodType): FieldControl | null {
  const object = unwrapped(schema);
  if (!(object instanceof z.ZodObject)) return null;
  const fields = schemaFields(object);
  return fields.length > 0 ? { kind: 'group', schema: object, fields } : null;
}

/** The schema inside defaults and the like. */
function unwrapped(schema: z.ZodType): z.ZodType {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional
  ) {
    return unwrapped(schema.unwrap() as z.ZodType);
  }
  return schema;
}

function isNumber(described: Described): boolean {
  return described.type === 'number' || described.type === 'integer';
}

function isNumberList(described: Described): boolean {
  if (described.type !== 'array') return false;
  const items = described.prefixItems ?? (described.items ? [described.items] : []);
  return items.length > 0 && items.every(isNumber);
}

function lowest({ minimum, exclusiveMinimum }: Described): Bound | null {
  if (exclusiveMinimum !== undefined) return { value: exclusiveMinimum, exclusive: true };
  return minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? null : { value: minimum, exclusive: false };
}

function highest({ maximum, exclusiveMaximum }: Described): Bound | null {
  if (exclusiveMaximum !== undefined) return { value: exclusiveMaximum, exclusive: true };
  return maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? null : { value: maximum, exclusive: false };
}

/** `maximumSeconds` → "Maximum seconds", for a setting that has no label. */
function spelled(key: string): string {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
