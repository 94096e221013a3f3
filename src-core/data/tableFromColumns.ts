import { WorkbenchError } from '../errors.ts';
import { shapeSize } from '../shape.ts';
import type { Column, ColumnKind, ColumnRole, ColumnValues, Dataset, Table } from './dataset.ts';

/** A column before it is part of a table: what is not given has its usual value. */
export interface NewColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly role: ColumnRole;
  readonly values: ColumnValues;
  /** Shape of one value; `[]`, a single number, unless given. */
  readonly shape?: readonly number[];
  readonly scale?: number;
  readonly categories?: readonly string[] | null;
  readonly note?: string;
}

/** Every column starts at a multiple of this many bytes in data.bin, so that typed arrays can be laid over it. */
const alignment = 8;

/**
 * Puts columns together to a table and works out storage, missing values and byte ranges. Values are aliased, not copied.
 * The hash of the data is empty until a dataset store has written it.
 * @throws data/uneven-columns when a column does not have `rows` × shape values
 * @throws data/two-targets, data/duplicate-column
 */
export function tableFromColumns(
  about: Pick<Dataset, 'id' | 'name' | 'source'> & { readonly rows: number },
  newColumns: readonly NewColumn[],
): Table {
  refuseContradictions(newColumns);
  let byteOffset = 0;
  const columns = newColumns.map((given) => {
    const column = describe(given, about.rows, byteOffset);
    byteOffset = Math.ceil((byteOffset + column.byteLength) / alignment) * alignment;
    return column;
  });
  return {
    dataset: { version: 1, id: about.id, name: about.name, rows: about.rows, columns, source: about.source, sha256: '' },
    values: newColumns.map(({ values }) => values),
  };
}

/** The columns of a table as they would be given to `tableFromColumns`; values are aliased. */
export function columnsOfTable(table: Table): NewColumn[] {
  return table.dataset.columns.map((column, index) => {
    const { name, kind, role, shape, scale, categories, note } = column;
    return { name, kind, role, shape, scale, categories, note, values: table.values[index]! };
  });
}

function describe(given: NewColumn, rows: number, byteOffset: number): Column {
  const { name, kind, role, values, shape = [], scale = 1, categories = null, note = '' } = given;
  if (values.length !== rows * shapeSize(shape)) {
    const message = `Column "${name}" has ${values.length} values where ${rows} rows of ${shapeSize(shape)} are needed.`;
    throw new WorkbenchError('data/uneven-columns', message, { column: name, values: values.length, rows });
  }
  return {
    name,
    kind,
    role,
    shape: [...shape],
    storage: storageOf(values),
    scale,
    categories: categories && [...categories],
    missing: countMissing(kind, values),
    byteOffset,
    byteLength: byteLengthOf(values),
    note,
  };
}

function refuseContradictions(columns: readonly NewColumn[]): void {
  const names = new Set<string>();
  for (const { name } of columns) {
    if (names.has(name)) throw new WorkbenchError('data/duplicate-column', `Two columns are named "${name}".`, { column: name });
    names.add(name);
  }
  const targets = columns.filter(({ role }) => role === 'target').map(({ name }) => name);
  if (targets.length > 1) {
    throw new WorkbenchError('data/two-targets', `Only one column can be the target, not all of: ${targets.join(', ')}.`, {
      columns: targets,
    });
  }
}

function storageOf(values: ColumnValues): Column['storage'] {
  if (values instanceof Uint8Array) return 'uint8';
  if (values instanceof Int32Array) return 'int32';
  if (values instanceof Float32Array) return 'float32';
  if (values instanceof Float64Array) return 'float64';
  return 'text';
}

function countMissing(kind: ColumnKind, values: ColumnValues): number {
  let missing = 0;
  if (isTexts(values)) {
    for (const text of values) if (text === '') missing++;
  } else if (kind === 'categorical') {
    for (let index = 0; index < values.length; index++) if (values[index]! < 0) missing++;
  } else if (values instanceof Float32Array || values instanceof Float64Array) {
    for (let index = 0; index < values.length; index++) if (Number.isNaN(values[index])) missing++;
  }
  return missing;
}

/** Texts are stored as rows + 1 offsets of 32 bits, then all of them in UTF-8. */
function byteLengthOf(values: ColumnValues): number {
  if (!isTexts(values)) return values.byteLength;
  return values.reduce((bytes, text) => bytes + utf8Length(text), 4 * (values.length + 1));
}

/** Whether a column holds texts and not numbers or categories. */
export function isTexts(values: ColumnValues): values is readonly string[] {
  return Array.isArray(values);
}

/** Bytes of a text in UTF-8; half a surrogate pair counts as the replacement character it is written as. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
