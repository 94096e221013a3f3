import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  fingerprint,
  formatBytes,
  openSourceFile,
  readBytes,
  readHead,
  titleOf,
  type SourceFile,
} from '../../../../src-main/datasets/sourceFile.ts';
import { temporaryFile } from './temporaryFiles.ts';

async function readAll(file: SourceFile, limit?: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of readBytes(file, limit)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('readBytes', () => {
  const content = Buffer.from('0123456789'.repeat(100_000));

  it('gives the same bytes plain and packed, whatever the file is called', async () => {
    const plain = await readAll(await openSourceFile(await temporaryFile('plain.gz', content)));
    expect(plain.equals(content)).toBe(true);
    const packed = await readAll(await openSourceFile(await temporaryFile('packed', gzipSync(content))));
    expect(packed.equals(content)).toBe(true);
  });

  it('reads on after the first member of a gzip file', async () => {
    const file = await openSourceFile(await temporaryFile('two.gz', Buffer.concat([gzipSync('one '), gzipSync('two')])));
    expect((await readAll(file)).toString()).toBe('one two');
  });

  it('stops unpacking at the limit: a small file may hold terabytes', async () => {
    const bomb = await openSourceFile(await temporaryFile('bomb.gz', gzipSync(Buffer.alloc(50_000_000))));
    expect(bomb.bytes).toBeLessThan(60_000);
    let read = 0;
    const reading = (async () => {
      for await (const chunk of readBytes(bomb, 1_000_000)) read += chunk.length;
    })();
    await expect(reading).rejects.toMatchObject({ code: 'import/too-large', message: expect.stringContaining('when unpacked') as string });
    expect(read).toBeLessThanOrEqual(1_000_000);
  });

  it('refuses a plain file above the limit before reading it', async () => {
    const file = await openSourceFile(await temporaryFile('large', content));
    await expect(readAll(file, content.length - 1)).rejects.toMatchObject({ code: 'import/too-large' });
    expect(await readAll(file, content.length)).toHaveLength(content.length);
  });
});

describe('readHead, fingerprint, titles and sizes', () => {
  it('reads no more than asked for', async () => {
    const file = await openSourceFile(await temporaryFile('text.gz', gzipSync('hello world')));
    expect((await readHead(file, 5)).toString()).toBe('hello');
    expect((await readHead(file, 99)).toString()).toBe('hello world');
  });

  it('hashes the file as it lies on disk', async () => {
    const packed = gzipSync('hello');
    const file = await openSourceFile(await temporaryFile('hello.csv.gz', packed));
    expect(await fingerprint(file)).toEqual({
      name: 'hello.csv.gz',
      bytes: packed.length,
      sha256: createHash('sha256').update(packed).digest('hex'),
    });
  });

  it.each([
    ['iris.csv.gz', 'iris'],
    ['my.data.TSV', 'my.data'],
    ['t10k-images-idx3-ubyte.gz', 't10k-images-idx3-ubyte'],
    ['.csv', '.csv'],
  ])('%s is called %s', (name, title) => {
    expect(titleOf({ path: name, name, bytes: 1, isGzip: false })).toBe(title);
  });

  it('writes sizes in binary units', () => {
    expect([0, 1, 1023, 1024, 1536, 2 ** 31].map(formatBytes)).toEqual(['0 bytes', '1 bytes', '1020 bytes', '1 KiB', '1.5 KiB', '2 GiB']);
  });
});
