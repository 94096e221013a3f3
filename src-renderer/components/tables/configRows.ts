import { printNotation } from '../../../src-core/network/notation/printNotation.ts';
import type { TrialConfig } from '../../../src-core/experiment/trialConfig.ts';
import { settingLabel, settingRegistries, settingText } from '../forms/settingWords.ts';

/** One setting of a trial, in words. */
export interface ConfigRow {
  readonly path: string;
  readonly label: string;
  readonly text: string;
}

/** Everything that decides a trial's numbers, a row each: names, not ids. */
export function configRows(config: TrialConfig, datasetName: string): ConfigRow[] {
  return [
    { path: 'dataset', label: 'Dataset', text: datasetName },
    { path: 'designName', label: 'Design', text: config.designName },
    { path: 'design', label: 'Layers', text: printNotation(config.design) },
    { path: 'seed', label: 'Seed', text: String(config.seed) },
    ...settingRows(config.settings, ''),
  ];
}

function settingRows(values: Readonly<Record<string, unknown>>, prefix: string): ConfigRow[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const path = prefix + key;
    if (typeof value !== 'object' || value === null) return [{ path, label: settingLabel(path), text: settingText(path, value) }];
    const { type, ...inner } = value as Readonly<Record<string, unknown>>;
    if (typeof type !== 'string') return settingRows(value as Readonly<Record<string, unknown>>, `${path}.`);
    const member = settingRegistries[path as keyof typeof settingRegistries]?.members.find(({ name }) => name === type);
    return [{ path, label: settingLabel(path), text: member?.label ?? type }, ...settingRows(inner, `${path}.`)];
  });
}
