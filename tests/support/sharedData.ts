import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = process.env['NEURONLEARNING_SHARED_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** Whether the real data that lie beside some checkouts are there; tests on them are skipped where they are not. */
export const hasSharedData = existsSync(folder);

/** Path of one of the real data files. */
export function sharedData(name: string): string {
  return path.join(folder, name);
}

/** Ends the name of a test or suite, so that a skipped one says why. */
export const sharedDataNote = hasSharedData ? '' : ' (skipped: ../shared/data is absent)';
