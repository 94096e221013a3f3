import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { idxOptionsSchema, type IdxOptions } from '../../../../src-main/contract/importOptions.ts';
import { importTable, previewImport } from '../../../../src-main/datasets/importTable.ts';
import { temporaryFile } from './temporaryFiles.ts';

function idxBytes(type: number, dimensions: readonly number[], payload: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header[2] = type;
  header[3] = dimensions.length;
  dimensions.forEach((size, axis) => header.writeUInt32BE(size, 4 + 4 * axis));
  return Buffer.concat([header, payload]);
}

/** The payload a DataView writes big-endian. */
function bigEndian(bytes: number, values: readonly number[], write: (view: DataView, offset: number, value: number) => void): Uint8Array {
  const view = new DataView(new ArrayBuffer(bytes * values.length));
  values.forEach((value, index) => write(view, bytes * index, value));
  return new Uint8Array(view.buffer);
}

const options = (more: Partial<IdxOptions> = {}) => idxOptionsSchema.parse({ type: 'idx', ...more });
const images = idxBytes(0x08, [2, 2, 2], Uint8Array.of(0, 255, 51, 102, 1, 2, 3, 4));
const labels = idxBytes(0x08, [2], Uint8Array.of(7, 3));

async function importBytes(...files: readonly Uint8Array[]) {
  return importTable(await Promise.all(files.map((bytes) => temporaryFile('file-idx', bytes))), { type: 'auto' });
}

describe('images and labels', () => {
  it.each([
    ['images first', [images, labels]],
    ['labels first', [labels, images]],
    ['packed', [gzipSync(labels), gzipSync(images)]],
  ])('%s', async (_, files) => {
    const { dataset, values } = await importBytes(...files);
    expect(dataset.rows).toBe(2);
    expect(dataset.columns[0]).toMatchObject({
      name: 'image',
      role: 'feature',
      kind: 'numeric',
      shape: [2, 2],
      storage: 'uint8',
      scale: 1 / 255,
    });
    expect(dataset.columns[1]).toMatchObject({ name: 'label', role: 'target', kind: 'categorical', categories: ['3', '7'] });
    expect(values).toEqual([Uint8Array.of(0, 255, 51, 102, 1, 2, 3, 4), Int32Array.of(1, 0)]);
    expect(dataset.source.files).toHaveLength(2);
  });

  it('are previewed as they will be read', async () => {
    const paths = [await temporaryFile('labels-idx1', labels), await temporaryFile('images-idx3', images)];
    const preview = await previewImport(paths, { type: 'auto' });
    expect(preview).toMatchObject({ importer: 'idx', name: 'images-idx3', rows: 2, options: { type: 'idx', scaleBytes: true } });
    expect(preview.sample).toEqual([
      [null, '7'],
      [null, '3'],
    ]);
  });

  it('without labels have no target; bytes are left alone where asked', async () => {
    const table = await importTable([await temporaryFile('images', images)], options({ scaleBytes: false }), 'mine');
    expect(table.dataset).toMatchObject({ name: 'mine', columns: [{ role: 'feature', scale: 1 }] });
  });

  it('can be corrected', async () => {
    const paths = [await temporaryFile('images', images), await temporaryFile('labels', labels)];
    const table = await importTable(paths, options({ columns: [{ name: 'label', kind: 'numeric', role: 'feature' }] }));
    expect(table.dataset.columns[1]).toMatchObject({ kind: 'numeric', role: 'feature' });
    expect(table.values[1]).toEqual(Float64Array.of(7, 3));
  });
});

describe('element types, big-endian', () => {
  it.each([
    ['unsigned byte', 0x08, Uint8Array.of(0, 200, 255, 1), Uint8Array.of(0, 200, 255, 1)],
    ['signed byte', 0x09, Uint8Array.of(0, 127, 128, 255), Int32Array.of(0, 127, -128, -1)],
    [
      'short',
      0x0b,
      bigEndian(2, [1, -2, 300, -30_000], (view, offset, value) => view.setInt16(offset, value)),
      Int32Array.of(1, -2, 300, -30_000),
    ],
    [
      'int',
      0x0c,
      bigEndian(4, [1, -2, 70_000, -(2 ** 31)], (view, offset, value) => view.setInt32(offset, value)),
      Int32Array.of(1, -2, 70_000, -(2 ** 31)),
    ],
    [
      'float',
      0x0d,
      bigEndian(4, [1.5, -2, 1e-20, NaN], (view, offset, value) => view.setFloat32(offset, value)),
      Float32Array.of(1.5, -2, 1e-20, NaN),
    ],
    [
      'double',
      0x0e,
      bigEndian(8, [Math.PI, -2, 1e300, 0], (view, offset, value) => view.setFloat64(offset, value)),
      Float64Array.of(Math.PI, -2, 1e300, 0),
    ],
  ])('%s', async (_, type, payload, expected) => {
    const { values, dataset } = await importBytes(idxBytes(type, [2, 2], payload));
    expect(values[0]).toEqual(expected);
    expect(dataset.columns[0]).toMatchObject({ name: 'values', shape: [2], missing: type === 0x0d ? 1 : 0 });
  });
});

describe('bad files', () => {
  const truncated = images.subarray(0, images.length - 3);

  it('that are truncated, plain or packed, in their values or in their header', async () => {
    const error = { code: 'import/truncated-file', message: expect.stringMatching(/needs 24 bytes, but it has 21/) as string };
    await expect(importBytes(truncated)).rejects.toMatchObject(error);
    await expect(importBytes(gzipSync(truncated))).rejects.toMatchObject(error);
    await expect(importBytes(images.subarray(0, 9))).rejects.toMatchObject({
      code: 'import/truncated-file',
      details: { bytes: 9, needed: 16 },
    });
  });

  it('whose header asks for 10¹² items, refused before memory is taken', async () => {
    const greedy = idxBytes(0x08, [1_000_000, 1000, 1000], new Uint8Array(10));
    const before = process.memoryUsage().rss;
    const error = { code: 'import/too-large', message: expect.stringContaining('1,000,000,000,000 values') as string };
    await expect(importBytes(greedy)).rejects.toMatchObject(error);
    await expect(importBytes(gzipSync(greedy))).rejects.toMatchObject(error);
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });

  it('whose sizes multiply beyond any number', async () => {
    const endless = idxBytes(0x0e, new Array<number>(8).fill(0xffff_ffff), new Uint8Array(10));
    await expect(importBytes(endless)).rejects.toMatchObject({ code: 'import/too-large' });
  });

  it('with more bytes than their header tells of', async () => {
    const long = Buffer.concat([images, Buffer.from([1])]);
    await expect(importBytes(long)).rejects.toMatchObject({ code: 'import/oversized-file' });
    await expect(importBytes(gzipSync(long))).rejects.toMatchObject({ code: 'import/oversized-file' });
  });

  it('with labels that are not as many as the images', async () => {
    await expect(importBytes(images, idxBytes(0x08, [3], Uint8Array.of(1, 2, 3)))).rejects.toMatchObject({
      code: 'import/label-count',
      message: expect.stringMatching(/has 3 labels, but .* has 2 rows/) as string,
      details: { rows: 2, labels: 3 },
    });
  });

  it('with a bad magic number', async () => {
    const bad = Buffer.from(images);
    bad[2] = 0x0a;
    const path = await temporaryFile('bad-idx', bad);
    await expect(importTable([path], options())).rejects.toMatchObject({
      code: 'import/bad-magic',
      message: expect.stringContaining('00 00 0a 03') as string,
    });
  });

  it('that hold nothing', async () => {
    await expect(importBytes(idxBytes(0x08, [0, 28, 28], new Uint8Array(0)))).rejects.toMatchObject({ code: 'import/empty' });
  });

  it('that do not belong together', async () => {
    await expect(importBytes(images, images)).rejects.toMatchObject({ code: 'import/wrong-files' });
    await expect(importBytes(labels, labels)).rejects.toMatchObject({ code: 'import/wrong-files' });
    await expect(importBytes(images, labels, labels)).rejects.toMatchObject({ code: 'import/wrong-files' });
  });
});
