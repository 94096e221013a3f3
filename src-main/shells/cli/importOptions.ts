import type { Command } from 'commander';
import { csvOptionsSchema, idxOptionsSchema, type CsvOptions, type ImportOptions } from '../../contract/importOptions.ts';
import { addSettingOptions, givenSettings, parseSettings, type OptionValues } from './settingOptions.ts';

/** Corrections of guessed columns: the option, and what it makes of the columns it names. */
const corrections = [
  { option: 'numeric', help: 'columns to be read as numbers', correction: { kind: 'numeric' } },
  { option: 'categorical', help: 'columns to be read as categories', correction: { kind: 'categorical' } },
  { option: 'ignore', help: 'columns to be left out', correction: { role: 'ignored' } },
] as const;

/** Adds the options of all importers. */
export function addImportOptions(command: Command): void {
  command.optionsGroup('How files are read (what is not given is guessed and shown):');
  addSettingOptions(command, csvOptionsSchema);
  addSettingOptions(command, idxOptionsSchema);
  for (const { option, help } of corrections) command.option(`--${option} <columns>`, `${help}, with commas between them`);
}

/** The importer's options: the one whose options were given, else whichever recognises the files. */
export function importOptionsFrom(values: OptionValues): ImportOptions {
  const columns = correctedColumns(values);
  const csv = { ...givenSettings(values, csvOptionsSchema), ...columns };
  const idx = givenSettings(values, idxOptionsSchema);
  if (Object.keys(csv).length > 0) return parseSettings(csvOptionsSchema, { ...csv, type: 'csv' });
  if (Object.keys(idx).length > 0) return parseSettings(idxOptionsSchema, { ...idx, type: 'idx' });
  return { type: 'auto' };
}

function correctedColumns(values: OptionValues): Pick<Partial<CsvOptions>, 'columns'> {
  const columns = corrections.flatMap(({ option, correction }) => {
    const names = values[option] as string | undefined;
    return names === undefined ? [] : names.split(',').map((name) => ({ name: name.trim(), ...correction }));
  });
  return columns.length > 0 ? { columns } : {};
}
