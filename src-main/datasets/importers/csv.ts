import type { Table } from '../../../src-core/data/dataset.ts';
import { tableFromColumns } from '../../../src-core/data/tableFromColumns.ts';
import { WorkbenchError } from '../../../src-core/errors.ts';
import { csvOptionsSchema, type CsvOptions } from '../../contract/importOptions.ts';
import type { ImportPreview } from '../../contract/snapshots.ts';
import { fingerprint, titleOf, type SourceFile } from '../sourceFile.ts';
import { guessDialect, type Dialect } from './csv/dialect.ts';
import { fillColumns } from './csv/fillColumns.ts';
import { groupPixels, type PixelBlock } from './csv/pixelBlock.ts';
import { parseNumber } from './csv/parseNumber.ts';
import { categoryLabels, planColumns, type PlannedColumn } from './csv/planColumns.ts';
import { guessEncoding, readTextHead } from './csv/readText.ts';
import { remarksOn } from './csv/remarks.ts';
import { scanColumns, type TableScan } from './csv/scanColumns.ts';
import type { Importer } from './importer.ts';

const parameters = csvOptionsSchema.omit({ type: true });
type Options = Omit<CsvOptions, 'type'>;

/** Bytes that delimiter, header and the like are guessed from. */
const headBytes = 2 ** 18;
/** Values a preview looks at; more take too long to wait for at every change of an option. */
const previewCells = 5_000_000;

/** Tables as text: comma, semicolon, tab, bar or space between the values. */
export const csv: Importer<typeof parameters> = {
  name: 'csv',
  label: 'CSV or TSV',
  summary: 'Tables as text with any delimiter, decimal mark, quote and encoding.',
  parameters,
  recognises: (head, name) => /\.(csv|tsv|tab|txt|dat|data)$/i.test(name) || !head.includes(0),
  async preview(files, options) {
    const file = onlyFile(files);
    const { dialect, scan, plan } = await understand(file, options, previewCells);
    const block = groupPixels(plan, options);
    const { encoding, delimiter, decimal, skipLines, header } = dialect;
    return {
      importer: 'csv',
      // A guessed target shows in the roles: given as an option, its name would outlive a change of the header.
      options: { type: 'csv', ...options, encoding, delimiter, decimal, skipLines, header },
      name: titleOf(file),
      rows: scan.isComplete ? scan.rows : null,
      columns: describeColumns(plan, block),
      sample: sampleRows(scan, dialect, plan, block, options),
      remarks: remarksOn(scan, dialect, plan, options),
    };
  },
  async read(files, options, about): Promise<Table> {
    const file = onlyFile(files);
    const { dialect, scan, plan } = await understand(file, options);
    const columns = await fillColumns(file, dialect, plan, scan.rows, options);
    const { encoding, delimiter, decimal, skipLines, header } = dialect;
    const choice = { type: 'csv', ...options, encoding, delimiter, decimal, skipLines, header };
    const source = { kind: 'import' as const, choice, files: [await fingerprint(file)], attribution: '' };
    return tableFromColumns({ id: about.id, name: about.name ?? titleOf(file), rows: scan.rows, source }, columns);
  },
};

function onlyFile(files: readonly SourceFile[]): SourceFile {
  if (files.length === 1) return files[0]!;
  const message = `A table is imported from one file, not from ${files.length}: ${files.map(({ name }) => name).join(', ')}.`;
  throw new WorkbenchError('import/wrong-files', message, { files: files.map(({ path }) => path) });
}

/** Everything but the values: how the file is written, and what its columns are. */
async function understand(
  file: SourceFile,
  options: Options,
  cellLimit?: number,
): Promise<{ dialect: Dialect; scan: TableScan; plan: PlannedColumn[] }> {
  const encoding = options.encoding ?? (await guessEncoding(file));
  const dialect = guessDialect(await readTextHead(file, encoding, headBytes), encoding, options);
  const scan = await scanColumns(file, dialect, options, cellLimit);
  return { dialect, scan, plan: planColumns(scan, dialect, options) };
}

/** Columns that become a picture are shown as one, where the first of them stands. */
function describeColumns(plan: readonly PlannedColumn[], block: PixelBlock | null): ImportPreview['columns'] {
  return plan.flatMap((column) => {
    const place = block?.places.get(column);
    if (block && place === 0) {
      const { name, kind, role, shape = [], note = '' } = block.column;
      return [{ name, kind, role, shape, note, missing: block.scans.reduce((sum, { missing }) => sum + missing, 0) }];
    }
    if (place !== undefined) return [];
    const { scan, kind, role, note } = column;
    return [{ name: scan.name, kind, role, shape: [], missing: scan.missing, note }];
  });
}

function sampleRows(
  scan: TableScan,
  { decimal }: Dialect,
  plan: readonly PlannedColumn[],
  block: PixelBlock | null,
  options: Options,
): ImportPreview['sample'] {
  const missing = new Set(options.missing.map((text) => text.toLowerCase()));
  const shown = plan.map((column, index) => ({ column, index, place: block?.places.get(column) })).filter(({ place }) => !place);
  return scan.sample.map((cells) =>
    shown.map(({ column, index, place }) => {
      const text = cells[index]!.trim();
      if (place === 0 || missing.has(text.toLowerCase())) return null;
      const number = parseNumber(text, decimal);
      if (column.kind === 'numeric') return Number.isNaN(number) ? text : number;
      return column.kind === 'categorical' && column.scan.texts === 0 ? categoryLabels([String(number)], column.classNames)[0]! : text;
    }),
  );
}
