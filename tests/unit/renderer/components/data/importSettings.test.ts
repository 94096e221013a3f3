import { describe, expect, it } from 'vitest';
import type { ImportPreview } from '../../../../../src-main/contract/snapshots.ts';
import {
  importOptions,
  isTextTable,
  noCorrections,
  withKind,
  withRole,
} from '../../../../../src-renderer/components/data/importSettings.ts';

const preview = (importer: string): ImportPreview => ({
  importer,
  options: { type: importer },
  name: 'flowers',
  rows: 3,
  columns: [
    { name: 'length', kind: 'numeric', role: 'feature', shape: [], missing: 0, note: '' },
    { name: 'species', kind: 'categorical', role: 'target', shape: [], missing: 0, note: '' },
  ],
  sample: [],
  remarks: [],
});

describe('importOptions', () => {
  it('leaves the importer to be guessed at first', () => {
    expect(importOptions(null, noCorrections)).toEqual({ type: 'auto' });
  });

  it('gives only what was corrected; the rest stays a guess', () => {
    expect(importOptions('csv', { settings: { delimiter: ';' }, columns: [] })).toMatchObject({
      type: 'csv',
      delimiter: ';',
      decimal: null,
      header: null,
    });
  });
});

describe('corrections of columns', () => {
  it('come together by column', () => {
    const corrected = withRole(withKind(noCorrections, 'length', 'categorical'), preview('csv'), 'length', 'ignored');
    expect(corrected.columns).toEqual([{ name: 'length', kind: 'categorical', role: 'ignored' }]);
    expect(corrected.settings).toEqual({});
  });

  it('of a table name the target by its option', () => {
    const corrected = withRole(noCorrections, preview('csv'), 'length', 'target');
    expect(corrected).toEqual({ settings: { target: 'length' }, columns: [] });
    expect(importOptions('csv', corrected)).toMatchObject({ target: 'length', columns: [] });
  });

  it('leave a table without a target when its role is taken away', () => {
    expect(withRole(noCorrections, preview('csv'), 'species', 'ignored')).toEqual({
      settings: { target: 'none' },
      columns: [{ name: 'species', role: 'ignored' }],
    });
  });

  it('of other files have at most one target', () => {
    const first = withRole(noCorrections, preview('idx'), 'length', 'target');
    const second = withRole(first, preview('idx'), 'species', 'target');
    expect(second.columns).toEqual([
      { name: 'length', role: 'feature' },
      { name: 'species', role: 'target' },
    ]);
  });
});

describe('isTextTable', () => {
  it('goes by the name, compressed or not', () => {
    const names = ['iris.csv', 'IRIS.TSV', 'iris.csv.gz', 'notes.txt', 'train-images-idx3-ubyte.gz', 'picture.png', 'csv'];
    expect(names.filter(isTextTable)).toEqual(['iris.csv', 'IRIS.TSV', 'iris.csv.gz', 'notes.txt']);
  });
});
