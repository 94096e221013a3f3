import { trialSettingsSchema } from '../../../src-core/experiment/trialConfig.ts';
import type { SettingValue } from '../../../src-core/experiment/searchSpace.ts';
import { losses } from '../../../src-core/losses/registry.ts';
import { optimizers } from '../../../src-core/optimizers/registry.ts';
import { readouts } from '../../../src-core/readouts/registry.ts';
import type { Registry, RegistryMember } from '../../../src-core/registry.ts';
import { schedules } from '../../../src-core/schedules/registry.ts';
import { skins } from '../../../src-core/skins/registry.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { optionText } from './fieldWords.ts';
import { schemaFields, type Field } from '../../../src-core/schemaFields.ts';

/** The settings of a trial that are chosen from a registry. */
export const settingRegistries: Readonly<
  Record<'skin' | 'loss' | 'optimizer' | 'schedule' | 'readout', Pick<Registry<RegistryMember>, 'kind' | 'members' | 'parse'>>
> = {
  skin: skins as unknown as Registry<RegistryMember>,
  loss: losses as unknown as Registry<RegistryMember>,
  optimizer: optimizers as unknown as Registry<RegistryMember>,
  schedule: schedules as unknown as Registry<RegistryMember>,
  readout: readouts as unknown as Registry<RegistryMember>,
};
export type ChoiceSetting = keyof typeof settingRegistries;

const labels = settingLabels();

/** What a person calls the setting at a path: `optimizer.learningRate` → "Learning rate". */
export function settingLabel(path: string): string {
  return labels.get(path) ?? path;
}

/**
 * The value of a setting as a person reads it: a choice is its label with the parameters that differ from its defaults, and with those that
 * tell it from the other values of `among`.
 */
export function settingText(path: string, value: unknown, among: readonly unknown[] = []): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'number') return formatNumber(value, 5);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return path === 'design' ? value : optionText(value);
  if (isChoice(value)) return choiceText(path, value, among);
  return JSON.stringify(value);
}

/** A value by which settings are put in order: numbers as they are, all else as it is written. */
export function settingOrder(path: string, value: SettingValue | undefined, among?: readonly unknown[]): number | string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'number' ? value : settingText(path, value, among);
}

type Choice = Readonly<Record<string, unknown>> & { readonly type: string };

function isChoice(value: unknown): value is Choice {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function choiceText(path: string, { type, ...parameters }: Choice, among: readonly unknown[]): string {
  const member = settingRegistries[path as ChoiceSetting]?.members.find(({ name }) => name === type);
  if (!member) return type;
  const fields = schemaFields(member.parameters);
  const alike = among.filter((other): other is Choice => isChoice(other) && other.type === type);
  const own = fields.filter(({ key, initial }) => {
    const valueIn = (choice: Readonly<Record<string, unknown>>): string => JSON.stringify(key in choice ? choice[key] : initial);
    return valueIn(parameters) !== JSON.stringify(initial) || alike.some((other) => valueIn(other) !== valueIn(parameters));
  });
  const words = own.map(({ key, label, initial }) => `${label.toLowerCase()} ${settingText(key, parameters[key] ?? initial)}`);
  return words.length === 0 ? member.label : `${member.label} (${words.join(', ')})`;
}

function settingLabels(): Map<string, string> {
  const found = new Map<string, string>([
    ['design', 'Design'],
    ['stages', 'Stages'],
    ['otherReadouts', 'Also read by'],
  ]);
  const add = (fields: readonly Field[], prefix: string): void => {
    for (const { key, label, control } of fields) {
      if (!found.has(prefix + key)) found.set(prefix + key, label);
      if (control.kind === 'group') add(control.fields, `${prefix}${key}.`);
    }
  };
  add(schemaFields(trialSettingsSchema), '');
  for (const [setting, { kind, members }] of Object.entries(settingRegistries)) {
    found.set(setting, kind.charAt(0).toUpperCase() + kind.slice(1));
    for (const { parameters } of members) add(schemaFields(parameters), `${setting}.`);
  }
  return found;
}
