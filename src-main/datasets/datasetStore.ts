import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { datasetSchema, type Dataset, type Table } from '../../src-core/data/dataset.ts';
import { WorkbenchError } from '../../src-core/errors.ts';
import { exists, syncFolder } from '../project/durableFiles.ts';
import { systemCode } from '../project/fileError.ts';
import { decodeColumn, encodeColumn } from './columnBytes.ts';

const descriptionFile = 'dataset.json';
const dataFile = 'data.bin';

/**
 * Writes a table as `dataset.json` and `data.bin` into a folder, which is replaced as a whole: after a crash at any moment the folder
 * holds either all of the old or all of the new dataset. Answers with the dataset and its hash.
 */
export async function writeDataset(folder: string, table: Table): Promise<Dataset> {
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true });
  const temporary = `${folder}.new-${randomUUID().slice(0, 8)}`;
  try {
    await mkdir(temporary);
    const sha256 = await writeData(join(temporary, dataFile), table);
    const dataset = datasetSchema.parse({ ...table.dataset, sha256 });
    await writeSynced(join(temporary, descriptionFile), [Buffer.from(`${JSON.stringify(dataset, null, 2)}\n`)]);
    await syncFolder(temporary);
    await replaceFolder(folder, temporary);
    await syncFolder(parent);
    return dataset;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Name the former dataset has for the moment between two renames; a folder cannot be renamed onto another. */
function formerName(folder: string): string {
  return `${folder}.former`;
}

async function replaceFolder(folder: string, replacement: string): Promise<void> {
  await recoverFormer(folder);
  const hadFormer = await exists(folder);
  if (hadFormer) await rename(folder, formerName(folder));
  await rename(replacement, folder);
  if (hadFormer) await rm(formerName(folder), { recursive: true });
}

/** Undoes a replacement that a crash cut short. */
async function recoverFormer(folder: string): Promise<void> {
  if (!(await exists(formerName(folder)))) return;
  if (await exists(folder)) await rm(formerName(folder), { recursive: true });
  else await rename(formerName(folder), folder);
}

async function writeData(path: string, { dataset, values }: Table): Promise<string> {
  const hash = createHash('sha256');
  const pieces: Uint8Array[] = [];
  let written = 0;
  dataset.columns.forEach((column, index) => {
    pieces.push(new Uint8Array(column.byteOffset - written), encodeColumn(column, values[index]!));
    written = column.byteOffset + column.byteLength;
  });
  for (const piece of pieces) hash.update(piece);
  await writeSynced(path, pieces);
  return hash.digest('hex');
}

async function writeSynced(path: string, pieces: readonly Uint8Array[]): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    for (const piece of pieces) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The description of a dataset without its values. @throws project/damaged-dataset, project/missing-dataset */
export async function readDataset(folder: string): Promise<Dataset> {
  const text = (await readPart(folder, descriptionFile)).toString('utf8');
  try {
    return datasetSchema.parse(JSON.parse(text));
  } catch (error) {
    throw damaged(folder, `${descriptionFile} is not what it should be`, error);
  }
}

/** A dataset with its values; sizes and hash are checked. @throws project/damaged-dataset, project/missing-dataset */
export async function readTable(folder: string): Promise<Table> {
  const dataset = await readDataset(folder);
  const bytes = await readPart(folder, dataFile);
  const needed = dataset.columns.reduce((end, { byteOffset, byteLength }) => Math.max(end, byteOffset + byteLength), 0);
  if (bytes.length !== needed) throw damaged(folder, `${dataFile} has ${bytes.length} bytes where ${needed} are described`);
  if (createHash('sha256').update(bytes).digest('hex') !== dataset.sha256)
    throw damaged(folder, `${dataFile} has changed since it was written`);
  // A buffer from a pool need not start where typed arrays may.
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : Buffer.from(new Uint8Array(bytes).buffer);
  try {
    return { dataset, values: dataset.columns.map((column) => decodeColumn(column, dataset.rows, aligned)) };
  } catch (error) {
    throw damaged(folder, error instanceof Error ? error.message : String(error), error);
  }
}

async function readPart(folder: string, name: string): Promise<Buffer> {
  await recoverFormer(folder);
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    const code = systemCode(error);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    throw new WorkbenchError(
      'project/missing-dataset',
      `There is no ${name} in ${folder}. Import the dataset again.`,
      { folder, file: name },
      { cause: error },
    );
  }
}

function damaged(folder: string, what: string, cause?: unknown): WorkbenchError {
  return new WorkbenchError(
    'project/damaged-dataset',
    `The dataset in ${folder} is damaged: ${what}. Import it again.`,
    { folder },
    { cause },
  );
}
