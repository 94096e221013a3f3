import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { OutgoingHttpHeaders } from 'node:http';
import { mkdir, readdir, readFile, rmdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../../support/startTestServer.ts';

const maximumUploadBytes = 1000;
let server: TestServer;
beforeEach(async () => {
  server = await startTestServer(() => Promise.resolve(null), maximumUploadBytes);
});
afterEach(() => server.close());

describe('files of the renderer', () => {
  const read = (path: string, method = 'GET'): ReturnType<TestServer['ask']> =>
    server.ask(path, { method, headers: { cookie: server.cookie, origin: server.origin } });

  it('come with their type', async () => {
    const script = await read('/assets/main.js');
    expect(script).toMatchObject({ status: 200, text: 'export {};' });
    expect(script.headers['content-type']).toContain('text/javascript');
    const head = await read('/assets/main.js', 'HEAD');
    expect(head).toMatchObject({ status: 200, text: '' });
  });

  it.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/..%5csecret.json',
    '/assets/..\\..\\secret.json',
    '//secret.json',
    'http://127.0.0.1/secret.json',
    '/%00',
    '/%zz',
    '/assets',
    '/assets/',
    '/missing.js',
    '/index.html/more.js',
  ])('do not lie at %s', async (path) => {
    const answer = await read(path);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('secret');
  });

  it('can only be read', async () => {
    expect((await read('/', 'PUT')).status).toBe(405);
    expect((await read('/', 'DELETE')).status).toBe(405);
  });
});

describe('uploads', () => {
  const upload = (name: string, body: string, headers: OutgoingHttpHeaders = {}): ReturnType<TestServer['ask']> =>
    server.ask(`/upload?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      body,
      headers: { cookie: server.cookie, origin: server.origin, ...headers },
    });
  const pathOf = (text: string): string => (JSON.parse(text) as { path: string }).path;

  it('keep the name and the bytes, readable by the owner only, until the server ends', async () => {
    const first = pathOf((await upload('iris.csv', 'a,b\n1,2\n')).text);
    const second = pathOf((await upload('iris.csv', 'other')).text);
    expect(basename(first)).toBe('iris.csv');
    expect(second).not.toBe(first);
    expect(await readFile(first, 'utf8')).toBe('a,b\n1,2\n');
    if (process.platform !== 'win32') expect((await stat(first)).mode & 0o077).toBe(0);
    await server.close();
    expect(existsSync(first)).toBe(false);
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\data.csv', 'data.csv'],
    ['..', 'upload'],
    ['', 'upload'],
    ['.hidden', 'hidden'],
    ['größe 2 (neu).csv', 'größe 2 (neu).csv'],
    ['a\n:b*?.csv', 'a__b__.csv'],
    [`${'x'.repeat(300)}.csv`, `${'x'.repeat(116)}.csv`],
  ])('write %j as %j', async (name, expected) => {
    expect(basename(pathOf((await upload(name, 'x')).text))).toBe(expected);
  });

  it('are refused over the limit, announced or not, and leave nothing behind', async () => {
    const fits = await upload('fits.csv', 'x'.repeat(maximumUploadBytes));
    const folder = dirname(dirname(pathOf(fits.text)));
    expect(await readdir(folder)).toHaveLength(1);

    for (const headers of [{ 'content-length': maximumUploadBytes + 1 }, { 'transfer-encoding': 'chunked' }]) {
      const refused = await upload('large.csv', 'x'.repeat(maximumUploadBytes + 1), headers);
      expect(refused.status).toBe(413);
      expect(JSON.parse(refused.text)).toMatchObject({
        code: 'request/too-large',
        details: { name: 'large.csv', maximumBytes: maximumUploadBytes },
      });
    }
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('of a server that was killed are removed by the next one; those of a living one stay', async () => {
    const gone = spawnSync(process.execPath, ['--version']).pid;
    const [leftover, living] = [
      join(tmpdir(), `neuronlearning-uploads-${gone}-test`),
      join(tmpdir(), `neuronlearning-uploads-${process.ppid}-test`),
    ];
    await Promise.all([mkdir(leftover, { recursive: true }), mkdir(living, { recursive: true })]);
    const next = await startTestServer(() => Promise.resolve(null));
    await next.close();
    expect(existsSync(leftover)).toBe(false);
    expect(existsSync(living)).toBe(true);
    await rmdir(living);
  });
});
