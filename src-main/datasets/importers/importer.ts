import type { Table } from '../../../src-core/data/dataset.ts';
import type { RegistryMember } from '../../../src-core/registry.ts';
import type { z } from '../../../src-core/schema.ts';
import type { ImportPreview } from '../../contract/snapshots.ts';
import type { SourceFile } from '../sourceFile.ts';

/** What a table is to be called; without a name, after its file. */
export interface ImportedName {
  readonly id: string;
  readonly name: string | null;
}

/** Reads one kind of file. Its parameters are its options without the `type`. */
export interface Importer<Parameters extends z.ZodObject = z.ZodObject> extends RegistryMember<Parameters> {
  /** Whether a file looks like one of this kind, from its first bytes (unpacked) and its name (without `.gz`). */
  recognises(head: Uint8Array, name: string): boolean;
  /** What would be read, without reading more than needed to tell. */
  preview(files: readonly SourceFile[], options: z.output<Parameters>): Promise<ImportPreview>;
  /** Reads it all. */
  read(files: readonly SourceFile[], options: z.output<Parameters>, about: ImportedName): Promise<Table>;
}
