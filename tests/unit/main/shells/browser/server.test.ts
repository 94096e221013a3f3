import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBrowserShell, type BrowserShell } from '../../../../../src-main/shells/browser/server.ts';

let folder: string;
const open: BrowserShell[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'neuronlearning-test-'));
  await mkdir(join(folder, 'renderer'));
  await writeFile(join(folder, 'renderer', 'index.html'), '<!doctype html><title>Test</title>');
});
afterEach(async () => {
  for (const shell of open.splice(0)) await shell.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(port?: number): Promise<BrowserShell> {
  const services = {
    shell: 'browser',
    userDataFolder: join(folder, 'data'),
    projectsFolder: join(folder, 'projects'),
    samplesFolder: join(folder, 'samples'),
    forkTrainer: () => expect.unreachable(),
    dialogs: null,
  } as const;
  const shell = await startBrowserShell({ services, rendererFolder: join(folder, 'renderer'), port });
  open.push(shell);
  return shell;
}

async function stop(shell: BrowserShell): Promise<void> {
  open.splice(open.indexOf(shell), 1);
  await shell.close();
}

const portOf = (shell: BrowserShell): number => Number(new URL(shell.url).port);

/** Opens the printed address as a browser would, and answers with its cookie. */
async function letIn(shell: BrowserShell): Promise<string> {
  const answer = await fetch(shell.url, { redirect: 'manual' });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

describe('the browser shell', () => {
  it('starts again at the same port with the same cookie and a new token', async () => {
    const first = await start();
    const cookie = await letIn(first);
    await stop(first);
    const second = await start();
    expect(portOf(second)).toBe(portOf(first));
    expect(second.url).not.toBe(first.url);
    expect((await fetch(`http://127.0.0.1:${portOf(second)}/`, { headers: { cookie } })).status).toBe(200);
    expect((await fetch(first.url)).status).toBe(403);
  });

  it('takes another port when that of the last time is used, and does not let in the other’s cookie', async () => {
    const first = await start();
    const cookie = await letIn(first);
    const second = await start();
    expect(portOf(second)).not.toBe(portOf(first));
    expect((await fetch(`http://127.0.0.1:${portOf(second)}/`, { headers: { cookie } })).status).toBe(403);
  });

  it('refuses a port that was asked for and is used, in words', async () => {
    const other: Server = createServer();
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
    );
    await expect(start(port)).rejects.toMatchObject({ code: 'access/port-in-use', details: { port } });
    await new Promise((resolve) => other.close(resolve));
    expect(portOf(await start(port))).toBe(port);
  });

  // Only Linux has the whole loopback network without being told.
  it.skipIf(process.platform !== 'linux')('is reached at the loopback address only', async () => {
    const shell = await start();
    expect(new URL(shell.url).hostname).toBe('127.0.0.1');
    // Another address of the loopback network, which a server bound to all addresses would answer.
    await expect(fetch(`http://127.0.0.2:${portOf(shell)}/`)).rejects.toThrow();
  });
});
