import { randomUUID } from 'node:crypto';
import type { Table } from '../../src-core/data/dataset.ts';
import { WorkbenchError } from '../../src-core/errors.ts';
import type { ImportOptions } from '../contract/importOptions.ts';
import type { ImportPreview } from '../contract/snapshots.ts';
import type { Importer } from './importers/importer.ts';
import { importers } from './importers/registry.ts';
import { openSourceFile, readHead, type SourceFile } from './sourceFile.ts';

/** Bytes an importer gets to recognise a file by. */
const headBytes = 4096;

/** What importing these files would give, with every guess and remark. Throws what reading would throw, as far as it reads. */
export async function previewImport(paths: readonly string[], options: ImportOptions): Promise<ImportPreview> {
  const { importer, files, parameters } = await prepare(paths, options);
  return importer.preview(files, parameters);
}

/** Imports files as a table with an id of its own, named after its file unless a name is given. */
export async function importTable(paths: readonly string[], options: ImportOptions, name: string | null = null): Promise<Table> {
  const { importer, files, parameters } = await prepare(paths, options);
  return importer.read(files, parameters, { id: randomUUID(), name });
}

async function prepare(paths: readonly string[], options: ImportOptions) {
  const files = await Promise.all(paths.map(openSourceFile));
  const importer = options.type === 'auto' ? await recognise(files) : importers.get(options.type);
  const { type, ...given } = options;
  return { importer, files, parameters: importer.parameters.parse(type === 'auto' ? {} : given) };
}

async function recognise(files: readonly SourceFile[]): Promise<Importer> {
  const [first] = files;
  if (!first) throw new WorkbenchError('import/no-file', 'No file was given to import.');
  const head = await readHead(first, headBytes);
  const importer = importers.members.find((member) => member.recognises(head, first.name.replace(/\.gz$/i, '')));
  if (importer) return importer;
  const known = importers.members.map(({ label }) => label).join(', ');
  throw new WorkbenchError('import/unknown-format', `${first.name} is of no known kind. Known: ${known}; each may be packed with gzip.`, {
    path: first.path,
  });
}
