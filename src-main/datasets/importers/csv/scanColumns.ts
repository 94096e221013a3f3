import { WorkbenchError } from '../../../../src-core/errors.ts';
import type { CsvOptions } from '../../../contract/importOptions.ts';
import type { SourceFile } from '../../sourceFile.ts';
import type { Dialect } from './dialect.ts';
import { columnNames } from './header.ts';
import { parseNumber } from './parseNumber.ts';
import { readRecords } from './readRecords.ts';

/** What the values of a column are like, seen in one pass without keeping them. */
export interface ColumnScan {
  readonly name: string;
  missing: number;
  /** Values that are numbers, and others that are not. */
  numbers: number;
  texts: number;
  /** The first value that is no number. */
  firstText: { readonly text: string; readonly line: number } | null;
  /** Whether all numbers are whole. */
  isWhole: boolean;
  minimum: number;
  maximum: number;
  /** Whether each number is the one before plus 1. */
  counts: boolean;
  previous: number;
  /** Different values, as texts; null when there are too many to be classes. */
  distinct: Set<string> | null;
}

export interface TableScan {
  readonly columns: readonly ColumnScan[];
  readonly rows: number;
  /** Whether the whole file was seen. */
  readonly isComplete: boolean;
  /** The first rows as they are written. */
  readonly sample: readonly (readonly string[])[];
}

/** Different values above which a column is certainly no list of classes. */
const maximumDistinct = 1000;
/** Most columns of a file. */
const maximumColumns = 200_000;
const sampleRows = 20;

/**
 * Looks at all rows of a file, or at the first that hold about `cellLimit` values.
 * @throws import/empty, import/too-large and what `readRecords` throws
 */
export async function scanColumns(
  file: SourceFile,
  dialect: Dialect,
  options: Pick<CsvOptions, 'missing'>,
  cellLimit = Infinity,
): Promise<TableScan> {
  const missing = new Set(options.missing.map((text) => text.toLowerCase()));
  const sample: (readonly string[])[] = [];
  let columns: ColumnScan[] | null = null;
  let header: readonly string[] | null = null;
  let rows = 0;
  let isComplete = true;
  for await (const { cells, line } of readRecords(file, dialect)) {
    if (cells.length > maximumColumns) throw tooManyColumns(file, cells.length);
    if (dialect.header && !header) {
      header = cells;
      continue;
    }
    if (rows * cells.length >= cellLimit) {
      isComplete = false;
      break;
    }
    columns ??= columnNames(header, cells.length).map(newScan);
    for (let index = 0; index < columns.length; index++) noteValue(columns[index]!, cells[index]!.trim(), line, missing, dialect);
    if (rows < sampleRows) sample.push(cells);
    rows++;
  }
  if (!columns) throw empty(file, dialect);
  return { columns, rows, isComplete, sample };
}

function newScan(name: string): ColumnScan {
  return {
    name,
    missing: 0,
    numbers: 0,
    texts: 0,
    firstText: null,
    isWhole: true,
    minimum: Infinity,
    maximum: -Infinity,
    counts: true,
    previous: NaN,
    distinct: new Set(),
  };
}

function noteValue(scan: ColumnScan, text: string, line: number, missing: ReadonlySet<string>, { decimal }: Dialect): void {
  if (missing.has(text.toLowerCase())) {
    scan.missing++;
    scan.counts = false;
    return;
  }
  const number = parseNumber(text, decimal);
  if (scan.distinct) {
    // Numbers are the same however they are written: 1, 1.0, 01.
    scan.distinct.add(Number.isNaN(number) ? text : String(number));
    if (scan.distinct.size > maximumDistinct) scan.distinct = null;
  }
  if (Number.isNaN(number)) {
    scan.texts++;
    scan.firstText ??= { text, line };
    return;
  }
  scan.numbers++;
  if (!Number.isInteger(number)) scan.isWhole = false;
  if (number < scan.minimum) scan.minimum = number;
  if (number > scan.maximum) scan.maximum = number;
  if (scan.counts && scan.numbers > 1 && number !== scan.previous + 1) scan.counts = false;
  scan.previous = number;
}

function tooManyColumns({ path, name }: SourceFile, columns: number): WorkbenchError {
  const message = `${name} has ${columns.toLocaleString('en')} columns; ${maximumColumns.toLocaleString('en')} are the most. Is the delimiter right?`;
  return new WorkbenchError('import/too-large', message, { path, columns });
}

function empty({ path, name }: SourceFile, { header, skipLines }: Dialect): WorkbenchError {
  const after = [skipLines > 0 ? `${skipLines} skipped lines` : '', header ? 'its header' : ''].filter(Boolean).join(' and ');
  return new WorkbenchError('import/empty', `${name} holds no rows${after ? ` after ${after}` : ''}.`, { path });
}
