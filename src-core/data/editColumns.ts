import { WorkbenchError } from '../errors.ts';
import type { ColumnKind, ColumnRole, ColumnValues, Table } from './dataset.ts';
import { columnsOfTable, isTexts, tableFromColumns, type NewColumn } from './tableFromColumns.ts';

/** A change of one column's role, kind or both. */
export interface ColumnEdit {
  readonly name: string;
  readonly role?: ColumnRole | undefined;
  readonly kind?: ColumnKind | undefined;
}

/** Categories above which a column is no list of classes. */
const maximumCategories = 10_000;

/**
 * A table with other roles and kinds of columns; what is not edited is aliased. A new target takes the role from the one before, which
 * becomes a feature.
 * @throws data/unknown-column, data/two-targets, data/not-a-number, data/too-many-categories, data/block-kind
 */
export function editColumns(table: Table, edits: readonly ColumnEdit[]): Table {
  const byName = new Map(edits.map((edit) => [edit.name, edit]));
  const known = new Set(table.dataset.columns.map(({ name }) => name));
  for (const { name } of edits) {
    if (!known.has(name))
      throw new WorkbenchError('data/unknown-column', `There is no column "${name}". Known: ${[...known].join(', ')}.`, { column: name });
  }
  const newTarget = edits.some(({ role }) => role === 'target');
  const columns = columnsOfTable(table).map((column) => {
    const edit = byName.get(column.name);
    const role = edit?.role ?? (newTarget && column.role === 'target' ? 'feature' : column.role);
    const converted = edit?.kind && edit.kind !== column.kind ? convertColumn(column, edit.kind) : column;
    return role === column.role ? converted : { ...converted, role, note: '' };
  });
  const { dataset } = table;
  const edited = tableFromColumns(dataset, columns);
  const sameData = edited.values.every((values, index) => values === table.values[index]);
  return { ...edited, dataset: { ...edited.dataset, sha256: sameData ? dataset.sha256 : '' } };
}

function convertColumn(column: NewColumn, kind: ColumnKind): NewColumn {
  if ((column.shape ?? []).length > 0) {
    throw new WorkbenchError('data/block-kind', `Column "${column.name}" holds blocks of numbers and can only be numeric.`, {
      column: column.name,
    });
  }
  const texts = textsOf(column);
  const converted = { ...column, kind, scale: 1, categories: null, note: '' };
  if (kind === 'text') return { ...converted, values: texts };
  return kind === 'numeric'
    ? { ...converted, values: numbersFrom(texts, column.name) }
    : { ...converted, ...categoriesFrom(texts, column.name) };
}

/** Each value as text, empty where missing. */
function textsOf({ values, kind, categories, scale = 1 }: NewColumn): readonly string[] {
  if (isTexts(values)) return values;
  if (kind === 'categorical') return Array.from(values, (category) => categories?.[category] ?? '');
  return Array.from(values, (stored) => (Number.isNaN(stored) ? '' : String(stored * scale)));
}

function numbersFrom(texts: readonly string[], column: string): Float64Array {
  return Float64Array.from(texts, (text, row) => {
    if (text.trim() === '') return NaN;
    const number = Number(text);
    if (Number.isFinite(number)) return number;
    const message = `Column "${column}" cannot become numeric: "${text}" in row ${row + 1} is not a number.`;
    throw new WorkbenchError('data/not-a-number', message, { column, row: row + 1, text });
  });
}

function categoriesFrom(texts: readonly string[], column: string): { values: ColumnValues; categories: string[] } {
  const categories = sortCategories([...new Set(texts)].filter((text) => text !== ''));
  if (categories.length > maximumCategories) {
    const message = `Column "${column}" has ${categories.length} different values; ${maximumCategories} categories are the most.`;
    throw new WorkbenchError('data/too-many-categories', message, { column, categories: categories.length });
  }
  const places = new Map(categories.map((category, place) => [category, place]));
  return { categories, values: Int32Array.from(texts, (text) => places.get(text) ?? -1) };
}

/** Categories in the order people expect: by value where all are numbers, else by their characters, whatever the locale. */
export function sortCategories(categories: readonly string[]): string[] {
  if (categories.every((category) => Number.isFinite(Number(category)))) return [...categories].sort((a, b) => Number(a) - Number(b));
  return [...categories].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
