import { WorkbenchError } from '../errors.ts';
import { type z } from '../schema.ts';
import { nearestText } from './nearestText.ts';
import type { Assignment, SettingValue } from './searchSpace.ts';
import { trialSettingsSchema, type TrialSettings } from './trialConfig.ts';

/**
 * The settings with the assignment's values at their paths. Whole choices (`optimizer`) come before what is inside them
 * (`optimizer.learningRate`), with the defaults of what they leave open.
 * @throws experiment/unknown-path naming the nearest one, experiment/bad-value
 */
export function settingsForAssignment(settings: TrialSettings, assignment: Assignment): TrialSettings {
  const depths = new Map<number, [string, SettingValue][]>();
  for (const entry of Object.entries(assignment)) {
    const depth = entry[0].split('.').length;
    depths.set(depth, [...(depths.get(depth) ?? []), entry]);
  }
  return [...depths.keys()].sort((a, b) => a - b).reduce((current, depth) => withValues(current, depths.get(depth)!), settings);
}

/** Dotted paths of everything that can be varied in these settings: whole choices, their parameters, and plain settings. */
export function settingPaths(settings: TrialSettings): string[] {
  return pathsWithin(settings, '');
}

/** Top-level settings do not depend on each other, so only those that are changed are copied and checked: sweeps have many trials. */
function withValues(settings: TrialSettings, entries: readonly (readonly [string, SettingValue])[]): TrialSettings {
  const changed: Record<string, unknown> = { ...settings };
  const keys = new Set(entries.map(([path]) => path.split('.')[0]!));
  for (const key of keys) if (Object.hasOwn(settings, key)) changed[key] = structuredCopy(changed[key]);
  for (const [path, value] of entries) setAt(changed, path, value, settings);
  for (const key of keys) changed[key] = checked(key, changed[key], entries);
  return changed as TrialSettings;
}

/** @throws experiment/bad-value naming the path whose value is refused */
function checked(key: string, setting: unknown, entries: readonly (readonly [string, SettingValue])[]): unknown {
  const parsed = trialSettingsSchema.shape[key as keyof TrialSettings].safeParse(setting);
  if (parsed.success) return parsed.data;
  const within = entries.filter(([path]) => path === key || path.startsWith(`${key}.`));
  const [path, value] = within.find(([candidate]) => concerns(parsed.error, key, candidate)) ?? within[0]!;
  throw new WorkbenchError('experiment/bad-value', `${path} cannot be ${JSON.stringify(value)}: ${parsed.error.issues[0]!.message}`, {
    path,
    value,
  });
}

function setAt(target: Record<string, unknown>, path: string, value: SettingValue, settings: TrialSettings): void {
  const keys = path.split('.');
  const last = keys.pop()!;
  let inner: unknown = target;
  for (const key of keys) inner = isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined;
  if (!isRecord(inner) || !Object.hasOwn(inner, last) || last === 'type') throw unknownPath(path, settings);
  inner[last] = value;
}

function unknownPath(path: string, settings: TrialSettings): WorkbenchError {
  const nearest = nearestText(path, settingPaths(settings));
  return new WorkbenchError('experiment/unknown-path', `There is no setting "${path}". Did you mean "${nearest}"?`, { path, nearest });
}

function concerns(error: z.ZodError, key: string, path: string): boolean {
  return error.issues.some((issue) => {
    const place = [key, ...issue.path].join('.');
    return path === place || path.startsWith(`${place}.`);
  });
}

function pathsWithin(value: object, prefix: string): string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (key === 'type') return [];
    const path = prefix + key;
    if (!isRecord(inner)) return [path];
    const isChoice = 'type' in inner;
    return [...(isChoice ? [path] : []), ...pathsWithin(inner, `${path}.`)];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function structuredCopy(setting: unknown): unknown {
  return isRecord(setting) ? (JSON.parse(JSON.stringify(setting)) as unknown) : setting;
}
