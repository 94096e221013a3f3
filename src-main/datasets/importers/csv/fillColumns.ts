import type { ColumnValues } from '../../../../src-core/data/dataset.ts';
import type { NewColumn } from '../../../../src-core/data/tableFromColumns.ts';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import type { CsvOptions } from '../../../contract/importOptions.ts';
import { formatBytes, maximumSourceBytes, type SourceFile } from '../../sourceFile.ts';
import type { Dialect } from './dialect.ts';
import { groupPixels, type PixelBlock } from './pixelBlock.ts';
import { parseNumber } from './parseNumber.ts';
import { categoryLabels, orderCategories, type PlannedColumn } from './planColumns.ts';
import { readRecords } from './readRecords.ts';
import type { ColumnScan } from './scanColumns.ts';

/** Takes the values of one column of the file, row after row. `text` is trimmed; null is missing. */
type Sink = (text: string | null, row: number, line: number) => void;

/** A column of the table to be, and how it is filled. */
interface Filling {
  readonly sink: Sink;
  /** Called when all rows are in; null where the column is part of another one. */
  readonly finish: (() => NewColumn) | null;
}

const maximumCategories = 10_000;

/**
 * Reads a file for the second time, now that rows and kinds are known, straight into columns of the right size.
 * @throws import/not-a-number, import/too-many-categories, import/too-large, import/file-changed, import/image-shape
 */
export async function fillColumns(
  file: SourceFile,
  dialect: Dialect,
  plan: readonly PlannedColumn[],
  rows: number,
  options: Pick<CsvOptions, 'missing' | 'imageShape' | 'imageMaximum'>,
): Promise<NewColumn[]> {
  const block = groupPixels(plan, options);
  refuseTooLarge(file, plan, rows);
  const fillings = makeFillings({ file, dialect, plan, rows, block });
  const missing = new Set(options.missing.map((text) => text.toLowerCase()));
  let row = dialect.header ? -1 : 0;
  for await (const { cells, line } of readRecords(file, dialect)) {
    if (row >= rows) throw fileChanged(file);
    if (row >= 0) {
      for (let index = 0; index < fillings.length; index++) {
        const text = cells[index]!.trim();
        fillings[index]!.sink(missing.has(text.toLowerCase()) ? null : text, row, line);
      }
    }
    row++;
  }
  if (row !== rows) throw fileChanged(file);
  return fillings.flatMap(({ finish }) => (finish ? [finish()] : []));
}

interface FillingContext {
  readonly file: SourceFile;
  readonly dialect: Dialect;
  readonly plan: readonly PlannedColumn[];
  readonly rows: number;
  readonly block: PixelBlock | null;
}

function makeFillings(context: FillingContext): Filling[] {
  const { plan, rows, block } = context;
  if (!block) return plan.map((column) => fillingOf(column, context));
  const values = numberStorage(block.scans, rows, block.width);
  return plan.map((column) => {
    const place = block.places.get(column);
    if (place === undefined) return fillingOf(column, context);
    const sink = numberSink(values, { stride: block.width, offset: place }, column.scan.name, context);
    return { sink, finish: place === 0 ? () => ({ ...block.column, values }) : null };
  });
}

function fillingOf(column: PlannedColumn, context: FillingContext): Filling {
  const about = { name: column.scan.name, kind: column.kind, role: column.role, note: column.note };
  if (column.kind === 'numeric') {
    const values = numberStorage([column.scan], context.rows, 1);
    return { sink: numberSink(values, { stride: 1, offset: 0 }, about.name, context), finish: () => ({ ...about, values }) };
  }
  if (column.kind === 'categorical') return categoryFilling(column, about, context);
  const texts = new Array<string>(context.rows).fill('');
  return {
    sink: (text, row) => {
      if (text !== null) texts[row] = text;
    },
    finish: () => ({ ...about, values: texts }),
  };
}

/** The smallest storage that holds the numbers of these columns exactly; whole numbers have no way to be missing. */
function numberStorage(scans: readonly ColumnScan[], rows: number, width: number): Exclude<ColumnValues, readonly string[]> {
  const isWhole = scans.every((scan) => scan.isWhole && scan.missing === 0 && scan.texts === 0);
  const minimum = scans.reduce((least, scan) => Math.min(least, scan.minimum), Infinity);
  const maximum = scans.reduce((most, scan) => Math.max(most, scan.maximum), -Infinity);
  if (isWhole && minimum >= 0 && maximum <= 255) return new Uint8Array(rows * width);
  if (isWhole && minimum >= -(2 ** 31) && maximum < 2 ** 31) return new Int32Array(rows * width);
  return new Float64Array(rows * width);
}

function numberSink(
  values: Exclude<ColumnValues, readonly string[]>,
  { stride, offset }: { readonly stride: number; readonly offset: number },
  column: string,
  { file, dialect }: FillingContext,
): Sink {
  return (text, row, line) => {
    const number = text === null ? NaN : parseNumber(text, dialect.decimal);
    if (text !== null && Number.isNaN(number)) {
      const message = `${file.name}, line ${line}, column "${column}": "${text.slice(0, 40)}" is not a number. Correct it, or give the column another kind.`;
      throw new WorkbenchError('import/not-a-number', message, { path: file.path, line, column, text: text.slice(0, 200) });
    }
    values[row * stride + offset] = number;
  };
}

function categoryFilling(
  column: PlannedColumn,
  about: Pick<NewColumn, 'name' | 'kind' | 'role' | 'note'>,
  context: FillingContext,
): Filling {
  const codes = new Map<string, number>();
  const values = new Int32Array(context.rows);
  // As in the scan, numbers are the same however they are written.
  const isNumeric = column.scan.texts === 0;
  return {
    sink(text, row) {
      if (text === null) {
        values[row] = -1;
        return;
      }
      const category = isNumeric ? String(parseNumber(text, context.dialect.decimal)) : text;
      let code = codes.get(category);
      if (code === undefined) {
        code = codes.size;
        if (code >= maximumCategories) throw tooManyCategories(context.file, about.name);
        codes.set(category, code);
      }
      values[row] = code;
    },
    finish() {
      const found = [...codes.keys()];
      const { categories, places } = orderCategories(found);
      const final = found.map((category) => places.get(category)!);
      return {
        ...about,
        categories: categoryLabels(categories, column.classNames),
        values: values.map((code) => (code < 0 ? -1 : final[code]!)),
      };
    },
  };
}

function refuseTooLarge({ path, name }: SourceFile, plan: readonly PlannedColumn[], rows: number): void {
  const bytes = rows * plan.length * 8;
  if (bytes <= 2 * maximumSourceBytes) return;
  const message = `${name} has ${rows.toLocaleString('en')} rows of ${plan.length} columns, up to ${formatBytes(bytes)} in memory; ${formatBytes(2 * maximumSourceBytes)} is the most. Import a part of it.`;
  throw new WorkbenchError('import/too-large', message, { path, rows, columns: plan.length });
}

function tooManyCategories({ path, name }: SourceFile, column: string): WorkbenchError {
  const message = `${name}, column "${column}": more than ${maximumCategories} different categories. Give the column the kind text or numeric, or ignore it.`;
  return new WorkbenchError('import/too-many-categories', message, { path, column });
}

function fileChanged({ path, name }: SourceFile): WorkbenchError {
  return new WorkbenchError('import/file-changed', `${name} changed while it was read. Import it again.`, { path });
}
