import type { ColumnKind, ColumnRole } from '../../../src-core/data/dataset.ts';
import { csvOptionsSchema, idxOptionsSchema, type ImportOptions } from '../../../src-main/contract/importOptions.ts';
import type { ImportPreview } from '../../../src-main/contract/snapshots.ts';

/** Importers with options of their own. */
export const importerSchemas = { csv: csvOptionsSchema, idx: idxOptionsSchema } as const;
export type ImporterName = keyof typeof importerSchemas;

export const importerLabels: Readonly<Record<ImporterName, string>> = { csv: 'Table of text (CSV, TSV)', idx: 'IDX (MNIST)' };

/** What a person corrected; all else stays a guess. */
export interface Corrections {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly columns: readonly ColumnCorrection[];
}
export interface ColumnCorrection {
  readonly name: string;
  readonly kind?: ColumnKind;
  readonly role?: ColumnRole;
}

export const noCorrections: Corrections = { settings: {}, columns: [] };

export function isImporterName(name: string): name is ImporterName {
  return name in importerSchemas;
}

/** By its name a table of text, which can be read otherwise when it could not be read as it was guessed. */
export function isTextTable(file: string): boolean {
  return /\.(csv|tsv|tab|txt|dat|data)(\.gz)?$/i.test(file);
}

/** The options to import with: only what was corrected, so that the rest is guessed again after every correction. */
export function importOptions(importer: string | null, { settings, columns }: Corrections): ImportOptions {
  if (importer === null || !isImporterName(importer)) return { type: 'auto' };
  return importerSchemas[importer].parse({ ...settings, type: importer, columns });
}

/** Gives a column another kind. */
export function withKind(corrections: Corrections, name: string, kind: ColumnKind): Corrections {
  return { ...corrections, columns: corrected(corrections.columns, name, { kind }) };
}

/** Gives a column another role. At most one is the target: that of a table is an option of its own. */
export function withRole(corrections: Corrections, preview: ImportPreview, name: string, role: ColumnRole): Corrections {
  const columns = corrected(
    corrections.columns.map((column) => (role === 'target' && column.role === 'target' ? { ...column, role: 'feature' as const } : column)),
    name,
    { role },
  );
  if (preview.importer !== 'csv') return { ...corrections, columns };
  const wasTarget = preview.columns.some((column) => column.name === name && column.role === 'target');
  const target = role === 'target' ? { target: name } : wasTarget ? { target: 'none' } : {};
  // The option says which column is the target; a correction that says so too would only repeat it.
  const others = columns.map((column) => (column.name === name && role === 'target' ? { ...column, role: undefined } : column));
  return {
    settings: { ...corrections.settings, ...target },
    columns: others.filter(({ kind, role: kept }) => kind !== undefined || kept !== undefined),
  };
}

function corrected(columns: readonly ColumnCorrection[], name: string, change: Omit<ColumnCorrection, 'name'>): ColumnCorrection[] {
  const known = columns.find((column) => column.name === name);
  const others = columns.filter((column) => column.name !== name);
  return [...others, { ...(known ?? { name }), ...change }];
}
