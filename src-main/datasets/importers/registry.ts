import { defineRegistry } from '../../../src-core/registry.ts';
import { csv } from './csv.ts';
import { idx } from './idx.ts';
import type { Importer } from './importer.ts';

/** Every kind of file that can be imported; the first that recognises a file reads it, so the least particular comes last. */
export const importers = defineRegistry<Importer>('importer', [idx, csv]);
