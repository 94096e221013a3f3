import { InvalidArgumentError, Option, type Command } from 'commander';
import { WorkbenchError } from '../../../src-core/errors.ts';
import { parseOrRefuse } from '../../../src-core/parseOrRefuse.ts';
import type { Choice, Registry, RegistryMember } from '../../../src-core/registry.ts';
import type { z } from '../../../src-core/schema.ts';
import { schemaFields, type Field, type FieldControl } from '../../../src-core/schemaFields.ts';

/** Values of a command's options, as commander gives them. */
export type OptionValues = Readonly<Record<string, unknown>>;

/** Adds an option for every setting of a schema; `names` renames some of them (key → option without dashes). */
export function addSettingOptions(command: Command, schema: z.ZodObject, names: Readonly<Record<string, string>> = {}): void {
  for (const field of schemaFields(schema)) {
    if (field.control.kind !== 'group') {
      command.addOption(optionOf(field.control, names[field.key] ?? kebab(field.key), `${field.help || field.label}${defaultText(field)}`));
    }
  }
}

/** The settings given on the command line, by key; those not given are left out, so that the schema's defaults hold, and so are groups. */
export function givenSettings(
  values: OptionValues,
  schema: z.ZodObject,
  names: Readonly<Record<string, string>> = {},
): Record<string, unknown> {
  return Object.fromEntries(
    schemaFields(schema)
      .filter(({ control }) => control.kind !== 'group')
      .map((field): [string, unknown] => [field.key, values[camel(names[field.key] ?? kebab(field.key))]])
      .filter(([, value]) => value !== undefined),
  );
}

/** The settings of a schema as given on the command line, defaults filled in. @throws request/bad-option naming the option */
export function parseSettings<Schema extends z.ZodObject>(
  schema: Schema,
  given: object,
  names: Readonly<Record<string, string>> = {},
): z.output<Schema> {
  return parseOrRefuse(schema, given, {
    code: 'request/bad-option',
    fieldName: ([key]) => (key === undefined ? '' : `--${names[String(key)] ?? kebab(String(key))}`),
  });
}

/** A registry whose members can be picked on the command line, and the option that picks one. */
export interface ChoosableRegistry {
  readonly option: string;
  readonly registry: Registry<RegistryMember>;
}

/** Adds `--optimizer NAME` and the like, and one option for every parameter that a member of any of these registries has. */
export function addChoiceOptions(command: Command, choosable: readonly ChoosableRegistry[]): void {
  for (const { option, registry } of choosable) {
    command.addOption(new Option(`--${option} <name>`, `${registry.kind}: ${registry.members.map(({ name }) => name).join(', ')}`));
  }
  for (const [name, declared] of parametersOf(choosable))
    command.addOption(sharedOption(name, declared).helpGroup('Parameters of the above:'));
}

/**
 * The choices made, by option; left out where none was named and there is no default. The parameters of a default choice hold where no
 * other member is named.
 * @throws registry/unknown-member, registry/bad-parameters
 */
export function chosen(
  values: OptionValues,
  choosable: readonly ChoosableRegistry[],
  defaults: Readonly<Record<string, Choice | null>>,
): Record<string, Choice> {
  const choices = choosable.flatMap(({ option, registry }): [string, Choice][] => {
    const usual = defaults[option];
    const type = (values[camel(option)] as string | undefined) ?? usual?.type;
    if (type === undefined) return [];
    const given = givenSettings(values, registry.get(type).parameters);
    return [[option, registry.parse({ ...(usual?.type === type && usual), type, ...given })]];
  });
  return Object.fromEntries(choices);
}

/** @throws request/unused-option for a parameter that was given although none of the chosen members has it */
export function refuseUnusedParameters(
  values: OptionValues,
  choosable: readonly ChoosableRegistry[],
  choices: Readonly<Record<string, Choice>>,
): void {
  const members = choosable.flatMap(({ option, registry }) => (choices[option] ? [registry.get(choices[option].type)] : []));
  const used = new Set(members.flatMap(({ parameters }) => schemaFields(parameters).map(({ key }) => kebab(key))));
  for (const [name, declared] of parametersOf(choosable)) {
    if (values[camel(name)] === undefined || used.has(name)) continue;
    const types = members.map((member) => member.name).join(', ');
    throw new WorkbenchError(
      'request/unused-option',
      `--${name} belongs to ${declared.map(({ owner }) => owner).join(', ')}; with ${types} it does nothing. Leave it out.`,
      { option: name },
    );
  }
}

/** A parameter by its option's name, as each member that has it declares it. */
type SharedParameters = Map<string, { readonly owner: string; readonly field: Field }[]>;

function parametersOf(choosable: readonly ChoosableRegistry[]): SharedParameters {
  const parameters: SharedParameters = new Map();
  for (const member of choosable.flatMap(({ registry }) => registry.members)) {
    for (const field of schemaFields(member.parameters)) {
      const name = kebab(field.key);
      parameters.set(name, [...(parameters.get(name) ?? []), { owner: member.name, field }]);
    }
  }
  return parameters;
}

/** One option for a parameter that several members have: their names, and their defaults where these differ. */
function sharedOption(name: string, declared: readonly { readonly owner: string; readonly field: Field }[]): Option {
  const [{ field }] = declared as [{ owner: string; field: Field }];
  const owners = declared.map(({ owner }) => owner).join(', ');
  const defaults = new Set(declared.map((one) => defaultText(one.field)));
  const initial =
    defaults.size === 1
      ? defaultText(field)
      : ` (default: ${declared.map((one) => `${JSON.stringify(one.field.initial)} for ${one.owner}`).join(', ')})`;
  const values = declared.flatMap((one) => (one.field.control.kind === 'options' ? one.field.control.options : []));
  const control: FieldControl = field.control.kind === 'options' ? { ...field.control, options: [...new Set(values)] } : field.control;
  return optionOf(control, name, `${field.help || field.label} [${owners}]${initial}`);
}

function defaultText({ initial }: Field): string {
  return initial === undefined || initial === null ? '' : ` (default: ${JSON.stringify(initial)})`;
}

function optionOf(control: FieldControl, name: string, description: string): Option {
  if (control.kind === 'switch') return new Option(`--${name} [on|off]`, description).preset('on').argParser(parseSwitch);
  const option = new Option(`--${name} <value>`, description);
  switch (control.kind) {
    case 'number':
      return option.argParser(parseNumber);
    case 'numbers':
      return option.argParser((text) => text.split(/[x,]/).map(parseNumber));
    case 'texts':
      return option.argParser((text) => text.split(','));
    case 'options':
      return control.options.every((value) => typeof value === 'string')
        ? withAliases(option.choices(control.options), control.aliases ?? {})
        : option.argParser(parseNumber);
    default:
      return option;
  }
}

/** Takes other names of its choices too. */
function withAliases(option: Option, aliases: Readonly<Record<string, string>>): Option {
  const checkChoice = option.parseArg;
  return checkChoice ? option.argParser((text, previous) => checkChoice(aliases[text] ?? text, previous) as string) : option;
}

function parseNumber(text: string): number | null {
  if (text === 'none') return null;
  if (/^[-+]?nan$/i.test(text)) return NaN;
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new InvalidArgumentError('It is not a number.');
  return value;
}

function parseSwitch(text: string): boolean {
  if (text === 'on') return true;
  if (text === 'off') return false;
  throw new InvalidArgumentError('Write on or off.');
}

function kebab(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function camel(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
