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

function withValues(settings: TrialSettings, entries: readonly (readonly [string, SettingValue])[]): TrialSettings {
  const changed = structuredCopy(settings);
  for (const [path, value] of entries) setAt(changed, path, value, settings);
  const parsed = trialSettingsSchema.safeParse(changed);
  if (parsed.success) return parsed.data;
  const [path, value] = entries.find(([candidate]) => concerns(parsed.error, candidate)) ?? entries[0]!;
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

function concerns(error: z.ZodError, path: string): boolean {
  return error.issues.some((issue) => path === issue.path.join('.') || path.startsWith(`${issue.path.join('.')}.`));
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

function structuredCopy(settings: TrialSettings): Record<string, unknown> {
  return JSON.parse(JSON.stringify(settings)) as Record<string, unknown>;
}
