import type { Command } from 'commander';
import { csvOptionsSchema, idxOptionsSchema, type ImportOptions } from '../../contract/importOptions.ts';
import { addSettingOptions, givenSettings, parseSettings, type OptionValues } from './settingOptions.ts';

/** Adds the options of all importers. */
export function addImportOptions(command: Command): void {
  command.optionsGroup('How files are read (what is not given is guessed and shown):');
  addSettingOptions(command, csvOptionsSchema);
  addSettingOptions(command, idxOptionsSchema);
}

/** The importer's options: the one whose options were given, else whichever recognises the files. */
export function importOptionsFrom(values: OptionValues): ImportOptions {
  const csv = givenSettings(values, csvOptionsSchema);
  const idx = givenSettings(values, idxOptionsSchema);
  if (Object.keys(csv).length > 0) return parseSettings(csvOptionsSchema, { ...csv, type: 'csv' });
  if (Object.keys(idx).length > 0) return parseSettings(idxOptionsSchema, { ...idx, type: 'idx' });
  return { type: 'auto' };
}
