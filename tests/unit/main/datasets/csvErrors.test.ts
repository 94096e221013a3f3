import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { csvOptionsSchema, type CsvOptions } from '../../../../src-main/contract/importOptions.ts';
import { importTable, previewImport } from '../../../../src-main/datasets/importTable.ts';
import { temporaryFile, temporaryFolder } from './temporaryFiles.ts';

type Options = Partial<Omit<CsvOptions, 'type'>>;

async function importText(text: string | Uint8Array, options: Options = {}, name = 'bad.csv') {
  return importTable([await temporaryFile(name, text)], csvOptionsSchema.parse({ type: 'csv', ...options }));
}

describe('files that are not there or cannot be read', () => {
  it('missing file', async () => {
    const path = join(await temporaryFolder(), 'absent.csv');
    const error = { code: 'import/missing-file', message: expect.stringContaining(path) as string };
    await expect(importTable([path], { type: 'auto' })).rejects.toMatchObject(error);
    await expect(previewImport([path], { type: 'auto' })).rejects.toMatchObject(error);
    await expect(importTable([join(path, 'below')], { type: 'auto' })).rejects.toMatchObject({ code: 'import/missing-file' });
  });

  it('a folder, no file, two tables', async () => {
    await expect(importTable([await temporaryFolder()], { type: 'auto' })).rejects.toMatchObject({ code: 'import/not-a-file' });
    await expect(importTable([], { type: 'auto' })).rejects.toMatchObject({ code: 'import/no-file' });
    const path = await temporaryFile('a.csv', 'a,b\n1,2\n');
    await expect(importTable([path, path], { type: 'auto' })).rejects.toMatchObject({ code: 'import/wrong-files' });
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('a file without permission', async () => {
    const path = await temporaryFile('secret.csv', 'a,b\n1,2\n');
    await chmod(path, 0);
    await expect(importTable([path], { type: 'auto' })).rejects.toMatchObject({ code: 'import/unreadable' });
  });

  it('a kind of file nobody knows', async () => {
    const path = await temporaryFile('picture.png', Uint8Array.of(0x89, 0x50, 0, 0));
    await expect(importTable([path], { type: 'auto' })).rejects.toMatchObject({ code: 'import/unknown-format' });
  });
});

describe('files without rows', () => {
  it.each([
    ['no bytes', ''],
    ['line ends only', '\n\r\n\n'],
    ['gzip of nothing', gzipSync('')],
  ])('%s', async (_, text) => {
    await expect(importText(text)).rejects.toMatchObject({ code: 'import/empty' });
  });

  it('a header alone', async () => {
    await expect(importText('a,b,c\n', { header: true })).rejects.toMatchObject({
      code: 'import/empty',
      message: 'bad.csv holds no rows after its header.',
    });
  });

  it('all lines skipped', async () => {
    await expect(importText('1,2\n3,4\n', { skipLines: 9 })).rejects.toMatchObject({ code: 'import/empty' });
  });
});

describe('rows that do not fit', () => {
  it('a ragged row is named by its line, with both numbers', async () => {
    await expect(importText('a,b,c\n1,2,3\n\n4,5\n6,7,8\n')).rejects.toMatchObject({
      code: 'import/ragged-row',
      message: expect.stringContaining('bad.csv, line 4: 2 values where 3 are expected') as string,
      details: { line: 4, values: 2, expected: 3 },
    });
  });

  it('lines are counted as in the file, skipped ones and quoted line ends included', async () => {
    await expect(importText('# comment\na,b\n"x\ny",2\n1,2,3\n')).rejects.toMatchObject({
      code: 'import/ragged-row',
      details: { line: 5 },
    });
  });

  it('a quote never closed, and a quote within a value', async () => {
    await expect(importText('a,b\n1,"2\n3,4\n')).rejects.toMatchObject({ code: 'import/unclosed-quote' });
    await expect(importText('a,b\n1,x"y\n3,4\n')).rejects.toMatchObject({ code: 'import/stray-quote', details: { line: 2, column: 2 } });
    await expect(importText('a,b\n1,"x"y\n3,4\n')).rejects.toMatchObject({ code: 'import/stray-quote', details: { line: 2 } });
  });
});

describe('values that do not fit', () => {
  const text = 'x,y\n1,1.5\n2,2.5\n1e999,3.5\noops,4.5\n';

  it('a text where a number should be is named by line and column', async () => {
    const numeric: Options = { columns: [{ name: 'x', kind: 'numeric' }], missing: ['', '1e999'] };
    await expect(importText(text, numeric)).rejects.toMatchObject({
      code: 'import/not-a-number',
      message: expect.stringContaining('bad.csv, line 5, column "x": "oops" is not a number') as string,
      details: { line: 5, column: 'x', text: 'oops' },
    });
    const preview = await previewImport([await temporaryFile('bad.csv', text)], csvOptionsSchema.parse({ type: 'csv', ...numeric }));
    expect(preview.remarks.join(' ')).toContain('"x": "oops" in line 5 is not a number, so the import will be refused.');
  });

  it('so is a number too large to be one', async () => {
    await expect(importText(text, { columns: [{ name: 'x', kind: 'numeric' }] })).rejects.toMatchObject({
      details: { line: 4, text: '1e999' },
    });
  });

  it('more categories than can be meant', async () => {
    const rows = Array.from({ length: 10_001 }, (_, row) => `t${row},0.5\n`).join('');
    await expect(importText(rows, { columns: [{ name: 'column 1', kind: 'categorical' }] })).rejects.toMatchObject({
      code: 'import/too-many-categories',
    });
  });
});

describe('options that do not fit', () => {
  it.each([
    ['unknown target', { target: 'z' }, 'import/unknown-column'],
    ['target number beyond the columns', { target: '3' }, 'import/unknown-column'],
    ['correction of an unknown column', { columns: [{ name: 'z', kind: 'text' as const }] }, 'import/unknown-column'],
    [
      'two targets',
      {
        columns: [
          { name: 'x', role: 'target' as const },
          { name: 'y', role: 'target' as const },
        ],
      },
      'import/two-targets',
    ],
    ['a picture without pixels', { imageShape: '0x4' }, 'import/image-shape'],
  ])('%s', async (_, options: Options, code) => {
    await expect(importText('x,y\n1,2\n3,4\n', options)).rejects.toMatchObject({ code });
  });
});

describe('encodings', () => {
  it('UTF-16 is refused with what to do', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a,b\n1,2\n', 'utf16le')]);
    await expect(importText(utf16)).rejects.toMatchObject({
      code: 'import/bad-encoding',
      message: expect.stringContaining('UTF-16') as string,
    });
    await expect(importText(utf16, { encoding: 'windows-1252' })).rejects.toMatchObject({ code: 'import/bad-encoding' });
    await expect(importText(Buffer.from('a,b\n1,2\n', 'utf16le'))).rejects.toMatchObject({ code: 'import/bad-encoding' });
  });

  it('bytes that are not UTF-8 are named by their line where UTF-8 was asked for', async () => {
    await expect(importText(Buffer.from('a,b\n1,2\n\xe4,3\n', 'latin1'), { encoding: 'utf-8' })).rejects.toMatchObject({
      code: 'import/bad-encoding',
      details: { line: 3 },
    });
  });
});

describe('gzip', () => {
  it('that is cut off or damaged', async () => {
    const packed = gzipSync('a,b\n' + '1,2\n'.repeat(1000));
    await expect(importText(packed.subarray(0, packed.length - 12), {}, 'cut.csv.gz')).rejects.toMatchObject({
      code: 'import/damaged-gzip',
    });
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, 12, 20);
    await expect(importText(damaged, {}, 'damaged.csv.gz')).rejects.toMatchObject({ code: 'import/damaged-gzip' });
  });
});
