import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { WorkbenchError } from '../../src-core/errors.ts';
import { systemCode } from '../project/fileError.ts';

/** A file to import from; whether it is packed with gzip is told by its first bytes, not by its name. */
export interface SourceFile {
  readonly path: string;
  /** Its name without folders, for messages and records. */
  readonly name: string;
  /** Its size on disk. */
  readonly bytes: number;
  readonly isGzip: boolean;
}

/** Most bytes read from a file, counted after unpacking: a few kilobytes of gzip can hold terabytes of zeros. */
export const maximumSourceBytes = 2 ** 31;

/** @throws import/missing-file, import/not-a-file, import/unreadable, import/empty */
export async function openSourceFile(path: string): Promise<SourceFile> {
  const name = basename(path);
  try {
    const status = await stat(path);
    refuseUnusable(status, path);
    const handle = await open(path, 'r');
    try {
      const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return { path, name, bytes: status.size, isGzip: buffer[0] === 0x1f && buffer[1] === 0x8b };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw asReadError(error, path);
  }
}

function refuseUnusable(status: Stats, path: string): void {
  if (!status.isFile()) throw new WorkbenchError('import/not-a-file', `${path} is not a file. Choose a file.`, { path });
  if (status.size === 0) throw new WorkbenchError('import/empty', `${path} is empty: it has no bytes at all.`, { path });
}

/**
 * The bytes of a file, unpacked if need be, chunk by chunk; reading stops when the caller stops asking.
 * @throws import/too-large, import/damaged-gzip, import/unreadable
 */
export async function* readBytes(file: SourceFile, limit = maximumSourceBytes): AsyncGenerator<Buffer> {
  if (!file.isGzip && file.bytes > limit) throw tooLarge(file, limit);
  const source = createReadStream(file.path, { highWaterMark: 2 ** 18 });
  // The callback only keeps the error from being thrown into the void: whoever iterates gets it too.
  const stream = file.isGzip ? pipeline(source, createGunzip({ chunkSize: 2 ** 18 }), () => undefined) : source;
  let read = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      read += chunk.length;
      if (read > limit) throw tooLarge(file, limit);
      yield chunk;
    }
  } catch (error) {
    throw asReadError(error, file.path);
  }
}

/** The first bytes of a file after unpacking, as many as asked for or as there are. */
export async function readHead(file: SourceFile, count: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let read = 0;
  for await (const chunk of readBytes(file, Infinity)) {
    chunks.push(chunk);
    read += chunk.length;
    if (read >= count) break;
  }
  return Buffer.concat(chunks).subarray(0, count);
}

/** Name, size and hash of the file as it lies on disk, for the record of where a dataset came from. */
export async function fingerprint(file: SourceFile): Promise<{ name: string; sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file.path)) hash.update(chunk as Buffer);
  return { name: file.name, sha256: hash.digest('hex'), bytes: file.bytes };
}

/** The name without the extensions that tell its format: `iris.csv.gz` is `iris`; never too long for a dataset. */
export function titleOf(file: SourceFile): string {
  const title = file.name.replace(/\.gz$/i, '').replace(/\.[a-z0-9]{1,5}$/i, '') || file.name;
  return title.slice(0, 200);
}

function tooLarge({ path, name }: SourceFile, limit: number): WorkbenchError {
  const message = `${name} holds more than ${formatBytes(limit)}${name.endsWith('.gz') ? ' when unpacked' : ''}, the most that can be imported. Import a part of it.`;
  return new WorkbenchError('import/too-large', message, { path, limit });
}

/** `1.5 GiB`, `12 KiB`. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / 2 ** (10 * power)).toPrecision(3))} ${units[power]}`;
}

const gzipCodes = new Set(['Z_DATA_ERROR', 'Z_BUF_ERROR']);

function asReadError(error: unknown, path: string): unknown {
  if (error instanceof WorkbenchError) return error;
  const code = systemCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new WorkbenchError('import/missing-file', `There is no file ${path}. Check its name and folder.`, { path }, { cause: error });
  }
  if (gzipCodes.has(code)) {
    const message = `${basename(path)} is damaged: its gzip data ${code === 'Z_BUF_ERROR' ? 'end too early' : 'cannot be unpacked'}. Fetch it again.`;
    return new WorkbenchError('import/damaged-gzip', message, { path }, { cause: error });
  }
  if (!code) return error;
  return new WorkbenchError(
    'import/unreadable',
    `${path} cannot be read (${code}). Check its permissions.`,
    { path, code },
    { cause: error },
  );
}
