import type { SettingValue } from './searchSpace.ts';

/** A setting's value as people read it: `adam (learningRate 0.01)`, `none`, an en dash where there is none. */
export function describeSetting(value: SettingValue | undefined): string {
  if (value === undefined) return '–';
  if (value === null) return 'none';
  if (typeof value !== 'object') return String(value);
  const { type, ...parameters } = value;
  const given = Object.entries(parameters).map(([key, parameter]) => `${key} ${String(parameter)}`);
  return given.length > 0 ? `${type} (${given.join(', ')})` : type;
}
