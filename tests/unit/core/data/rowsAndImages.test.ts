import { describe, expect, it } from 'vitest';
import { datasetImages } from '../../../../src-core/data/images.ts';
import { datasetRows } from '../../../../src-core/data/rows.ts';
import { categorical, exampleTable, numeric } from './exampleTable.ts';

const image = (values: Uint8Array | Float64Array, shape: readonly number[], scale = 1) => ({
  name: 'image',
  kind: 'numeric' as const,
  role: 'feature' as const,
  shape,
  values,
  scale,
});

describe('datasetRows', () => {
  const table = exampleTable(
    [
      image(Uint8Array.of(1, 2, 3, 4, 5, 6), [2]),
      numeric('x', [10, NaN, 30], { scale: 0.5 }),
      { name: 't', kind: 'text', role: 'ignored', values: ['one', '', 'three'] },
      categorical('c', ['a', 'b'], [1, -1, 0], { role: 'target' }),
    ],
    3,
  );

  it('shows values as people read them; missing ones and blocks are null', () => {
    expect(datasetRows(table, 0, 2)).toEqual({
      from: 0,
      rows: [
        [null, 5, 'one', 'b'],
        [null, null, null, null],
      ],
    });
  });

  it('ends with the dataset', () => {
    expect(datasetRows(table, 2, 100).rows).toEqual([[null, 15, 'three', 'a']]);
    expect(datasetRows(table, 3, 1).rows).toEqual([]);
    expect(datasetRows(table, 9, 1).rows).toEqual([]);
  });
});

describe('datasetImages', () => {
  it('gives bytes, sizes and labels', () => {
    const table = exampleTable(
      [image(Uint8Array.of(0, 16, 8, 4, 16, 0, 0, 0), [2, 2], 1 / 16), categorical('c', ['a', 'b'], [1, -1], { role: 'target' })],
      2,
    );
    expect(datasetImages(table, 0, 9)).toEqual({
      from: 0,
      height: 2,
      width: 2,
      channels: 1,
      pixels: [Uint8Array.of(0, 255, 128, 64), Uint8Array.of(255, 0, 0, 0)],
      labels: ['b', null],
    });
  });

  it('leaves bytes 0…255 as they are and stretches anything else', () => {
    const bytes = exampleTable([image(Uint8Array.of(7, 200, 0), [1, 1, 3])], 1);
    expect(datasetImages(bytes, 0, 1)).toMatchObject({ channels: 3, pixels: [Uint8Array.of(7, 200, 0)], labels: [null] });
    const signed = exampleTable([image(Float64Array.of(-1, 0, 1, NaN), [2, 2])], 1);
    expect(datasetImages(signed, 0, 1).pixels).toEqual([Uint8Array.of(0, 128, 255, 0)]);
  });

  it('shows a numeric target as its label', () => {
    const table = exampleTable([image(Uint8Array.of(1, 2), [1, 1]), numeric('y', [0.5, NaN], { role: 'target' })], 2);
    expect(datasetImages(table, 0, 2).labels).toEqual(['0.5', null]);
  });

  it('refuses datasets without images', () => {
    expect(() => datasetImages(exampleTable([numeric('x', [1])]), 0, 1)).toThrow(
      expect.objectContaining({ code: 'data/no-images' }) as Error,
    );
  });
});
