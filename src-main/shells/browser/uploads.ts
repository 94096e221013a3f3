import { rmSync } from 'node:fs';
import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { WorkbenchError } from '../../../src-core/errors.ts';

export const defaultMaximumUploadBytes = 2 * 2 ** 30;

const folderPrefix = 'neuronlearning-uploads-';

/** Files a browser sent, in a folder of their own that lives as long as the server. */
export interface Uploads {
  /** Writes a body as it arrives; answers with the file's path. Throws `request/too-large`; nothing is left of what failed. */
  receive(name: string, body: Readable, announcedBytes: number | null): Promise<string>;
  close(): Promise<void>;
}

export async function createUploads(maximumBytes = defaultMaximumUploadBytes): Promise<Uploads> {
  await removeLeftovers();
  const root = await mkdtemp(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  const removeAtExit = (): void => rmSync(root, { recursive: true, force: true });
  process.once('exit', removeAtExit);

  return {
    async receive(name, body, announcedBytes) {
      if (announcedBytes !== null && announcedBytes > maximumBytes) throw tooLarge(name, maximumBytes);
      // A folder for each, because the importer names the dataset after the file.
      const folder = await mkdtemp(join(root, 'file-'));
      const path = join(folder, safeFileName(name));
      try {
        await write(path, body, name, maximumBytes);
        return path;
      } catch (error) {
        await rm(folder, { recursive: true, force: true });
        throw error;
      }
    },
    async close() {
      process.off('exit', removeAtExit);
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** A server that was killed could not remove its folder, which may be large. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const [, pid] = new RegExp(`^${folderPrefix}(\\d+)-`).exec(name) ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    // Another user's folder cannot be removed, and need not be.
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is alive, but another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The name's last part, without what a file system could misread. */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(/[^\p{L}\p{N} ._()+-]/gu, '_').replace(/^[. ]+|[. ]+$/g, '');
  return plain.slice(-120) || 'upload';
}

async function write(path: string, body: Readable, name: string, maximumBytes: number): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    let bytes = 0;
    // Destroying the request would cut the connection before the answer that says why.
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      bytes += (chunk as Buffer).byteLength;
      if (bytes > maximumBytes) throw tooLarge(name, maximumBytes);
      await file.write(chunk as Buffer);
    }
  } finally {
    await file.close();
  }
}

function tooLarge(name: string, maximumBytes: number): WorkbenchError {
  const gigabytes = (maximumBytes / 2 ** 30).toPrecision(3);
  const message = `${name} is larger than ${gigabytes} GiB, the most a browser may upload. Import it with the desktop app or the command line, which read it in place.`;
  return new WorkbenchError('request/too-large', message, { name, maximumBytes });
}
