import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { asWriteError } from '../../project/fileError.ts';

/** Writes a text file where the person said; a file of that name is replaced. @throws project/not-writable, project/no-space */
export async function writeText(file: string, text: string): Promise<void> {
  const place = path.resolve(file);
  try {
    await writeFile(place, text);
  } catch (error) {
    throw asWriteError(error, path.dirname(place));
  }
}
