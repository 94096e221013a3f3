import type { CsvOptions } from '../../../contract/importOptions.ts';
import type { Dialect } from './dialect.ts';
import type { PlannedColumn } from './planColumns.ts';
import type { TableScan } from './scanColumns.ts';

const delimiterNames: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar', ' ': 'space' };

/** What was guessed of a file or looks odd in it, in sentences. */
export function remarksOn(scan: TableScan, dialect: Dialect, plan: readonly PlannedColumn[], options: Omit<CsvOptions, 'type'>): string[] {
  return [...dialectRemarks(dialect, options), ...countLineRemarks(scan, dialect), ...columnRemarks(plan, options), ...lengthRemarks(scan)];
}

function dialectRemarks(
  { encoding, delimiter, decimal, skipLines, header, countLine }: Dialect,
  options: Omit<CsvOptions, 'type'>,
): string[] {
  const remarks: string[] = [];
  if (options.encoding === null && encoding !== 'utf-8') remarks.push(`The file is not UTF-8; it is read as ${encoding}.`);
  if (options.delimiter === null) remarks.push(`Values are taken to be separated by a ${delimiterNames[delimiter] ?? delimiter}.`);
  if (options.decimal === null && decimal === ',') remarks.push('Numbers are taken to be written with a decimal comma.');
  if (options.skipLines === null && skipLines > 0 && !countLine)
    remarks.push(`The first ${skipLines === 1 ? 'line is' : `${skipLines} lines are`} skipped: no part of the table.`);
  if (options.header === null)
    remarks.push(header ? 'The first line is taken as the names of the columns.' : 'No line names the columns; they are numbered.');
  return remarks;
}

function countLineRemarks({ rows, columns, isComplete }: TableScan, { countLine }: Dialect): string[] {
  if (!countLine) return [];
  const { rows: told, features, classNames } = countLine;
  const what = `The first line counts ${told} rows and ${features} features and names the classes ${classNames.join(', ')}; it is skipped and its names are used.`;
  const differs = isComplete && told !== rows ? [`It tells of ${told} rows, but ${rows} follow.`] : [];
  return [
    what,
    ...differs,
    ...(features + 1 === columns.length ? [] : [`It tells of ${features} features, but there are ${columns.length} columns.`]),
  ];
}

function columnRemarks(plan: readonly PlannedColumn[], options: Omit<CsvOptions, 'type'>): string[] {
  const remarks: string[] = [];
  const target = plan.find(({ role }) => role === 'target');
  if (!target) remarks.push('There is no target: only skins that need none can be taught.');
  else if (options.target === null && !options.columns.some(({ role }) => role === 'target')) {
    remarks.push(`"${target.scan.name}" is taken as the target${target.kind === 'categorical' ? ', with classes' : ''}.`);
  }
  for (const { scan, kind, note } of plan) {
    if (scan.firstText && kind !== 'numeric' && scan.numbers > scan.texts)
      remarks.push(`"${scan.name}": ${note}. Give it the kind numeric to insist on numbers, or add the text to the missing values.`);
    if (scan.firstText && kind === 'numeric')
      remarks.push(
        `"${scan.name}": "${scan.firstText.text.slice(0, 40)}" in line ${scan.firstText.line} is not a number, so the import will be refused.`,
      );
    if (scan.numbers + scan.texts === 0) remarks.push(`"${scan.name}" has no values at all.`);
  }
  const missing = plan.reduce((sum, { scan }) => sum + scan.missing, 0);
  if (missing > 0) remarks.push(missing === 1 ? 'One value is missing.' : `${missing} values are missing.`);
  return remarks;
}

function lengthRemarks({ rows, isComplete }: TableScan): string[] {
  return isComplete ? [] : [`Guessed from the first ${rows} rows; the rest is checked on import.`];
}
