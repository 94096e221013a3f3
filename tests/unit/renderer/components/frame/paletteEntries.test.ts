import { describe, expect, it } from 'vitest';
import { rankEntries } from '../../../../../src-renderer/components/frame/paletteEntries.ts';

const entries = [
  { label: 'Import dataset…', kind: 'File' },
  { label: 'Iris', kind: 'Dataset' },
  { label: 'Dataset of birds', kind: 'Dataset' },
];
const found = (filter: string): string[] => rankEntries(entries, filter).map(({ label }) => label);

describe('rankEntries', () => {
  it('keeps all in their order while nothing is typed', () => {
    expect(found('  ')).toEqual(['Import dataset…', 'Iris', 'Dataset of birds']);
  });

  it('wants every word, in any order, in the name or the kind', () => {
    expect(found('dataset imp')).toEqual(['Import dataset…']);
    expect(found('dataset iris')).toEqual(['Iris']);
    expect(found('zebra')).toEqual([]);
  });

  it('puts first what begins with what is typed', () => {
    expect(found('dataset')).toEqual(['Dataset of birds', 'Import dataset…', 'Iris']);
  });
});
