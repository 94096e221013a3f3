import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBrowserSession, writeBrowserSession } from '../../../../../src-main/shells/browser/browserSession.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'neuronlearning-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the session of a browser', () => {
  it('is kept from start to start, for its owner only', async () => {
    const { port, secret } = await readBrowserSession(folder);
    expect(port).toBeNull();
    expect(secret.length).toBeGreaterThanOrEqual(43);
    await writeBrowserSession(join(folder, 'new'), { port: 4321, secret });
    expect(await readBrowserSession(join(folder, 'new'))).toStrictEqual({ port: 4321, secret });
    if (process.platform !== 'win32') expect((await stat(join(folder, 'new', 'browser-session.json'))).mode & 0o077).toBe(0);
  });

  it.each(['', '{', '{"port":80}', '{"port":80,"secret":"short"}', '{"port":0,"secret":"0123456789012345678901234567890123456789012"}'])(
    'begins anew where its file is damaged: %s',
    async (text) => {
      await writeFile(join(folder, 'browser-session.json'), text);
      const [first, second] = [await readBrowserSession(folder), await readBrowserSession(folder)];
      expect(first.port).toBeNull();
      expect(first.secret).not.toBe(second.secret);
    },
  );
});
