import type { Table } from '../../../src-core/data/dataset.ts';
import { editColumns, sortCategories } from '../../../src-core/data/editColumns.ts';
import { datasetRows } from '../../../src-core/data/rows.ts';
import { tableFromColumns, type NewColumn } from '../../../src-core/data/tableFromColumns.ts';
import { WorkbenchError } from '../../../src-core/errors.ts';
import { formatShape } from '../../../src-core/shape.ts';
import { idxOptionsSchema, type IdxOptions } from '../../contract/importOptions.ts';
import { fingerprint, titleOf, type SourceFile } from '../sourceFile.ts';
import { looksLikeIdx, type IdxHeader } from './idx/idxHeader.ts';
import { readIdxHeader, readIdxValues, type IdxValues } from './idx/readIdx.ts';
import type { ImportedName, Importer } from './importer.ts';

const parameters = idxOptionsSchema.omit({ type: true });
type Options = Omit<IdxOptions, 'type'>;

/** Different whole numbers up to which labels are classes and not numbers to be predicted. */
const maximumClasses = 1000;
const previewRows = 20;

/** The format of MNIST: a file of images and, in either order, one of labels. */
export const idx: Importer<typeof parameters> = {
  name: 'idx',
  label: 'IDX',
  summary: 'Arrays of numbers with a small header, as MNIST has them; images and labels in two files.',
  parameters,
  recognises: (head) => looksLikeIdx(head),
  async preview(files, options) {
    const table = await readTable(files, options, { id: 'preview', name: null });
    const { columns, name, rows } = table.dataset;
    return {
      importer: 'idx',
      options: { type: 'idx', ...options },
      name,
      rows,
      columns: columns.map(({ name: column, kind, role, shape, missing, note }) => ({ name: column, kind, role, shape, missing, note })),
      sample: datasetRows(table, 0, previewRows).rows,
      remarks: remarksOn(table),
    };
  },
  read: readTable,
};

async function readTable(files: readonly SourceFile[], options: Options, about: ImportedName): Promise<Table> {
  const { data, labels } = await tellApart(files);
  const columns = [dataColumn(await readIdxValues(data.file), options.scaleBytes, labels === null)];
  if (labels) columns.push(labelColumn((await readIdxValues(labels.file)).values));
  const source = {
    kind: 'import' as const,
    choice: { type: 'idx', ...options },
    files: await Promise.all(files.map(fingerprint)),
    attribution: '',
  };
  const table = tableFromColumns(
    { id: about.id, name: about.name ?? titleOf(data.file), rows: data.header.dimensions[0]!, source },
    columns,
  );
  return options.columns.length > 0 ? editColumns(table, options.columns) : table;
}

interface OpenedFile {
  readonly file: SourceFile;
  readonly header: IdxHeader;
}

/** Which file holds the data and which, if any, the labels: labels are the list, data have more dimensions. */
async function tellApart(files: readonly SourceFile[]): Promise<{ data: OpenedFile; labels: OpenedFile | null }> {
  const opened: OpenedFile[] = await Promise.all(files.map(async (file) => ({ file, header: await readIdxHeader(file) })));
  if (opened.length === 1) return { data: opened[0]!, labels: null };
  const labels = opened.find(({ header }) => header.dimensions.length === 1);
  const data = opened.find(({ header }) => header.dimensions.length > 1);
  if (opened.length > 2 || !labels || !data) {
    const given = opened.map(({ file, header }) => `${file.name} (${header.dimensions.join(' × ')})`).join(', ');
    const message = `One IDX file of data and one list of labels can be imported together, not ${given}.`;
    throw new WorkbenchError('import/wrong-files', message, { files: files.map(({ path }) => path) });
  }
  const [rows, labelCount] = [data.header.dimensions[0]!, labels.header.dimensions[0]!];
  if (rows !== labelCount) {
    const message = `${labels.file.name} has ${labelCount} labels, but ${data.file.name} has ${rows} rows. Choose the files that belong together.`;
    throw new WorkbenchError('import/label-count', message, { rows, labels: labelCount });
  }
  return { data, labels };
}

function dataColumn({ header, values }: { header: IdxHeader; values: IdxValues }, scaleBytes: boolean, alone: boolean): NewColumn {
  const shape = header.dimensions.slice(1);
  const isScaled = scaleBytes && values instanceof Uint8Array && shape.length > 0;
  return {
    name: shape.length >= 2 ? 'image' : 'values',
    kind: 'numeric',
    role: 'feature',
    shape,
    values,
    scale: isScaled ? 1 / 255 : 1,
    note: [isScaled ? 'bytes divided by 255' : '', alone ? 'no file of labels was given' : ''].filter(Boolean).join('; '),
  };
}

function labelColumn(values: IdxValues): NewColumn {
  const base = { name: 'label', role: 'target' as const };
  const distinct = values instanceof Uint8Array || values instanceof Int32Array ? new Set<number>(values) : null;
  if (!distinct || distinct.size > maximumClasses) return { ...base, kind: 'numeric', values };
  const categories = sortCategories(Array.from(distinct, String));
  const places = new Map(categories.map((category, place) => [Number(category), place]));
  return {
    ...base,
    kind: 'categorical',
    categories,
    values: Int32Array.from(values, (value) => places.get(value)!),
    note: `${categories.length} classes`,
  };
}

function remarksOn({ dataset }: Table): string[] {
  const [data, labels] = dataset.columns;
  return [
    `${dataset.rows.toLocaleString('en')} rows of shape ${formatShape(data!.shape)}.`,
    ...(data!.scale === 1 ? [] : ['Bytes are scaled to 0…1.']),
    labels
      ? `The labels have ${labels.categories?.length ?? 'many'} different values.`
      : 'No labels: give the file of labels together with this one.',
  ];
}
