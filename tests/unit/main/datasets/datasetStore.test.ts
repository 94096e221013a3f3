import { mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../../../src-core/data/dataset.ts';
import { tableFromColumns } from '../../../../src-core/data/tableFromColumns.ts';
import { readDataset, readTable, writeDataset } from '../../../../src-main/datasets/datasetStore.ts';
import { temporaryFolder } from './temporaryFiles.ts';

function makeTable(texts: readonly string[] = ['one', '', 'größer 😀 than\nthree']): Table {
  const source = { kind: 'import' as const, choice: { type: 'csv' }, files: [], attribution: 'ours' };
  const rows = texts.length;
  return tableFromColumns({ id: 'd', name: 'of all kinds', rows, source }, [
    {
      name: 'image',
      kind: 'numeric',
      role: 'feature',
      shape: [1, 3],
      values: Uint8Array.from({ length: 3 * rows }, (_, index) => index * 28),
      scale: 1 / 255,
    },
    { name: 'text', kind: 'text', role: 'ignored', values: texts },
    { name: 'whole', kind: 'numeric', role: 'feature', values: Int32Array.from(texts, (_, row) => -row) },
    { name: 'single', kind: 'numeric', role: 'feature', values: Float32Array.from(texts, (_, row) => (row === 0 ? NaN : row / 3)) },
    { name: 'double', kind: 'numeric', role: 'feature', values: Float64Array.from(texts, (_, row) => row / 3) },
    {
      name: 'class',
      kind: 'categorical',
      role: 'target',
      categories: ['a', 'b'],
      values: Int32Array.from(texts, (_, row) => (row % 3) - 1),
    },
  ]);
}

const code = (name: string) => ({ code: name });

describe('writeDataset and readTable', () => {
  it('give back every value of every storage', async () => {
    const folder = join(await temporaryFolder(), 'datasets', 'd');
    const table = makeTable();
    const dataset = await writeDataset(folder, table);
    expect(dataset.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await readDataset(folder)).toEqual(dataset);
    expect(await readTable(folder)).toEqual({ dataset: { ...table.dataset, sha256: dataset.sha256 }, values: table.values });
    expect(await readdir(folder)).toEqual(['data.bin', 'dataset.json']);
  });

  it('give back any texts', async () => {
    const folder = join(await temporaryFolder(), 'd');
    const texts = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(texts, async (values) => {
        await writeDataset(folder, makeTable(values));
        expect((await readTable(folder)).values[1]).toEqual(values);
      }),
      { seed: 20_261_123, numRuns: 25 },
    );
  });

  it('give the same hash for the same values, and another for others', async () => {
    const folder = await temporaryFolder();
    const first = await writeDataset(join(folder, 'first'), makeTable());
    expect((await writeDataset(join(folder, 'second'), makeTable())).sha256).toBe(first.sha256);
    expect((await writeDataset(join(folder, 'third'), makeTable(['x', 'y', 'z']))).sha256).not.toBe(first.sha256);
  });

  it('replace a dataset as a whole and leave nothing else behind', async () => {
    const parent = await temporaryFolder();
    await writeDataset(join(parent, 'd'), makeTable());
    await writeDataset(join(parent, 'd'), makeTable(['new']));
    expect((await readTable(join(parent, 'd'))).dataset.rows).toBe(1);
    expect(await readdir(parent)).toEqual(['d']);
  });

  it('find the former dataset when a crash came between the renames', async () => {
    const folder = join(await temporaryFolder(), 'd');
    await writeDataset(folder, makeTable());
    await rename(folder, `${folder}.former`);
    expect((await readTable(folder)).dataset.rows).toBe(3);
    await mkdir(`${folder}.former`);
    await writeDataset(folder, makeTable(['new']));
    expect((await readTable(folder)).dataset.rows).toBe(1);
  });

  it('leave the former dataset alone when the new one cannot be written', async () => {
    const parent = await temporaryFolder();
    await writeDataset(join(parent, 'd'), makeTable());
    const broken = makeTable();
    await expect(writeDataset(join(parent, 'd'), { ...broken, values: [...broken.values.slice(0, 5), new Int32Array(1)] })).rejects.toThrow(
      /bytes/,
    );
    expect((await readTable(join(parent, 'd'))).dataset.rows).toBe(3);
    expect(await readdir(parent)).toEqual(['d']);
  });
});

describe('damaged datasets', () => {
  async function stored(): Promise<string> {
    const folder = join(await temporaryFolder(), 'd');
    await writeDataset(folder, makeTable());
    return folder;
  }

  it('missing altogether or in part', async () => {
    const folder = await stored();
    await expect(readTable(join(folder, 'absent'))).rejects.toMatchObject(code('project/missing-dataset'));
    await rm(join(folder, 'data.bin'));
    await expect(readTable(folder)).rejects.toMatchObject(code('project/missing-dataset'));
  });

  it('with a changed byte, or cut off', async () => {
    const folder = await stored();
    const bytes = await readFile(join(folder, 'data.bin'));
    bytes[5]! ^= 1;
    await writeFile(join(folder, 'data.bin'), bytes);
    await expect(readTable(folder)).rejects.toMatchObject({
      code: 'project/damaged-dataset',
      message: expect.stringContaining('changed') as string,
    });
    await truncate(join(folder, 'data.bin'), 10);
    await expect(readTable(folder)).rejects.toMatchObject({
      code: 'project/damaged-dataset',
      message: expect.stringContaining('10 bytes') as string,
    });
  });

  it.each([
    ['no JSON', () => '{"version": 1,'],
    ['another schema', () => '{"version": 1}'],
    ['rows that are not there', (text: string) => text.replace('"rows": 3', '"rows": 4')],
    [
      'categories that are not there',
      (text: string) => text.replace('"b"', '"b"').replace(/"categories": \[\s*"a",\s*"b"\s*\]/, '"categories": ["a"]'),
    ],
  ])('described by %s', async (_, damage) => {
    const folder = await stored();
    const path = join(folder, 'dataset.json');
    await writeFile(path, damage(await readFile(path, 'utf8')));
    await expect(readTable(folder)).rejects.toMatchObject(code('project/damaged-dataset'));
  });
});
