import path from 'node:path';
import { WorkbenchError } from '../../../src-core/errors.ts';
import { readDesignText, type ReadDesign } from '../../../src-core/network/text/readDesignText.ts';
import { openSourceFile, readBytes } from '../../datasets/sourceFile.ts';

/** Most bytes of a design's file; the largest `.ntw` is not much over a hundred million. */
const maximumBytes = 2 ** 28;

/** A design as given on the command line: in compact notation, or `@file` with any text that a design has. @throws design/…, import/… */
export async function readDesign(given: string): Promise<ReadDesign> {
  return given.startsWith('@') ? readDesignFile(given.slice(1)) : readDesignText(given);
}

/** A design from a file, by default of any kind; errors name the file. @throws design/…, import/… */
export async function readDesignFile(file: string, read: (text: string) => ReadDesign = readDesignText): Promise<ReadDesign> {
  const chunks: Buffer[] = [];
  for await (const chunk of readBytes(await openSourceFile(path.resolve(file)), maximumBytes)) chunks.push(chunk);
  try {
    return read(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    throw new WorkbenchError(error.code, `${file}: ${error.message}`, { ...error.details, path: file }, { cause: error });
  }
}
