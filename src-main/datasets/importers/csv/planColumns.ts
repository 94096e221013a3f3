import type { ColumnKind, ColumnRole } from '../../../../src-core/data/dataset.ts';
import { sortCategories } from '../../../../src-core/data/editColumns.ts';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import type { CsvOptions } from '../../../contract/importOptions.ts';
import type { Dialect } from './dialect.ts';
import type { ColumnScan, TableScan } from './scanColumns.ts';

/** What a column of the file becomes. */
export interface PlannedColumn {
  readonly scan: ColumnScan;
  readonly kind: ColumnKind;
  readonly role: ColumnRole;
  /** Names of the classes 0, 1, 2… where a count line gives them; it speaks of the last column. */
  readonly classNames: readonly string[] | null;
  readonly note: string;
}

const targetNames = /^(target|class|label|species|outcome|diagnosis|y)$/i;
const rowNumberNames = /^(id|index|no|nr|row|unnamed: 0|column 1)$/i;
/** Whole numbers in a target are classes up to so many different ones, if each occurs twice on average and they lie this close. */
const maximumNumberClasses = 20;
const maximumNumberRange = 100;

/**
 * Gives every column its kind and role: those the options say, and guesses for the rest.
 * @throws import/unknown-column, import/two-targets
 */
export function planColumns(scan: TableScan, dialect: Dialect, options: Pick<CsvOptions, 'target' | 'columns'>): PlannedColumn[] {
  const { columns } = scan;
  const corrections = new Map(options.columns.map((correction) => [correction.name, correction]));
  for (const name of corrections.keys()) findColumn(columns, name);
  const target = chooseTarget(columns, options);
  return columns.map((column, index) => {
    const correction = corrections.get(column.name);
    const role = correction?.role ?? (index === target ? 'target' : isRowNumber(column, index) ? 'ignored' : 'feature');
    const guess = guessKind(column, role);
    const kind = correction?.kind ?? guess.kind;
    const notes = [correction?.kind ? '' : guess.note, role === 'ignored' && !correction?.role ? 'counts the rows' : ''];
    const isCounted = role === 'target' && kind === 'categorical' && index === columns.length - 1;
    const classNames = isCounted ? (dialect.countLine?.classNames ?? null) : null;
    return { scan: column, kind, role, classNames, note: notes.filter(Boolean).join('; ') };
  });
}

/** Index of the target column, −1 for none. */
function chooseTarget(columns: readonly ColumnScan[], options: Pick<CsvOptions, 'target' | 'columns'>): number {
  const corrected = options.columns.filter(({ role }) => role === 'target');
  if (corrected.length > 1) {
    const names = corrected.map(({ name }) => name);
    throw new WorkbenchError('import/two-targets', `Only one column can be the target, not all of: ${names.join(', ')}.`, {
      columns: names,
    });
  }
  if (corrected[0]) return findColumn(columns, corrected[0].name);
  if (options.target !== null) return namedTarget(columns, options.target);
  const free = new Set(options.columns.filter(({ role }) => role !== undefined).map(({ name }) => name));
  const candidates = [...columns.keys()].filter((index) => !free.has(columns[index]!.name));
  const byName = candidates.find((index) => targetNames.test(columns[index]!.name));
  return byName ?? (columns.length > 1 ? (candidates.at(-1) ?? -1) : -1);
}

function namedTarget(columns: readonly ColumnScan[], target: string): number {
  const byName = columns.findIndex(({ name }) => name === target);
  if (byName >= 0) return byName;
  if (target.toLowerCase() === 'none') return -1;
  const number = /^\d+$/.test(target) ? Number(target) : 0;
  return number >= 1 && number <= columns.length ? number - 1 : findColumn(columns, target);
}

function findColumn(columns: readonly ColumnScan[], name: string): number {
  const index = columns.findIndex((column) => column.name === name);
  if (index >= 0) return index;
  const shown = columns.slice(0, 20).map((column) => column.name);
  const known = shown.join(', ') + (columns.length > shown.length ? '…' : '');
  throw new WorkbenchError('import/unknown-column', `There is no column "${name}" among the ${columns.length}: ${known}.`, {
    column: name,
  });
}

function isRowNumber({ name, counts, numbers, texts, isWhole }: ColumnScan, index: number): boolean {
  return index === 0 && counts && isWhole && numbers > 2 && texts === 0 && rowNumberNames.test(name);
}

function guessKind(column: ColumnScan, role: ColumnRole): { kind: ColumnKind; note: string } {
  const { numbers, texts, distinct } = column;
  const present = numbers + texts;
  if (present === 0) return { kind: 'numeric', note: 'no values at all' };
  if (texts === 0) {
    if (role === 'target' && isClassNumber(column))
      return { kind: 'categorical', note: `${distinct!.size} classes, written as whole numbers` };
    return { kind: 'numeric', note: '' };
  }
  const mixed =
    numbers > texts
      ? `${texts} of ${present} values are no numbers, first "${column.firstText!.text.slice(0, 40)}" in line ${column.firstText!.line}`
      : '';
  // A target that repeats itself little is still better read as classes than not at all.
  const isCategory = distinct !== null && (role === 'target' || distinct.size <= Math.max(2, present / 2));
  const kind = isCategory ? 'categorical' : 'text';
  const many = distinct ? `${distinct.size}` : 'very many';
  return { kind, note: [mixed, isCategory ? `${many} categories` : `${many} different texts`].filter(Boolean).join('; ') };
}

function isClassNumber({ isWhole, distinct, numbers, minimum, maximum }: ColumnScan): boolean {
  if (!isWhole || !distinct || distinct.size > maximumNumberClasses || maximum - minimum > maximumNumberRange) return false;
  return distinct.size <= Math.max(2, numbers / 2);
}

/** The name each category is known by: the file's, or that of the count line where categories are its numbers. */
export function categoryLabels(categories: readonly string[], classNames: readonly string[] | null): string[] {
  return categories.map((category) => classNames?.[Number(category)] ?? category);
}

/** Orders categories and tells where each one went. */
export function orderCategories(found: readonly string[]): { readonly categories: string[]; readonly places: ReadonlyMap<string, number> } {
  const categories = sortCategories(found);
  return { categories, places: new Map(categories.map((category, place) => [category, place])) };
}
