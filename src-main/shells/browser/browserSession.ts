import { randomBytes } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from '../../../src-core/schema.ts';
import { readBounded } from '../../project/readBounded.ts';

const browserSessionSchema = z.strictObject({
  /** Where the last server listened. */
  port: z.number().int().min(1).max(65535),
  /** Value of the cookie of a browser that was let in. */
  secret: z.string().min(43).max(200),
});
export type BrowserSession = z.infer<typeof browserSessionSchema>;

const fileName = 'browser-session.json';
const mostBytes = 2 ** 16;

/** Kept from start to start, so that a tab left open finds the workbench again. A missing or damaged file means a new secret. */
export async function readBrowserSession(userDataFolder: string): Promise<{ readonly port: number | null; readonly secret: string }> {
  try {
    return browserSessionSchema.parse(JSON.parse(await readBounded(join(userDataFolder, fileName), mostBytes)));
  } catch {
    return { port: null, secret: randomBytes(32).toString('base64url') };
  }
}

/** Readable by its owner only. */
export async function writeBrowserSession(userDataFolder: string, session: BrowserSession): Promise<void> {
  await mkdir(userDataFolder, { recursive: true });
  const file = join(userDataFolder, fileName);
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, JSON.stringify(session), { mode: 0o600 });
  await rename(temporary, file);
}
