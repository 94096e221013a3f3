import { describe, expect, it } from 'vitest';
import { generateTable } from '../../../../../src-core/data/generators/generateTable.ts';
import { datasetSummary, hasImages, sourceWords } from '../../../../../src-renderer/components/data/datasetWords.ts';

const { dataset } = generateTable({ type: 'spirals', samples: 1200 }, { id: 'spirals', name: 'Spirals' });
const block = (shape: number[]) => ({ ...dataset, columns: [{ ...dataset.columns[0]!, shape }, dataset.columns[2]!] });

describe('words about a dataset', () => {
  it('say how large it is and what it is about', () => {
    expect(datasetSummary(dataset)).toBe('1,200 rows, 2 features, target class (2 classes)');
    expect(datasetSummary({ ...dataset, columns: dataset.columns.slice(0, 1) })).toBe('1,200 rows, 1 feature, no target');
    expect(datasetSummary(block([8, 8]))).toBe('1,200 rows, images of 8×8, target class (2 classes)');
  });

  it('know images by their shape', () => {
    expect([dataset, block([8, 8]), block([8, 8, 3]), block([8, 8, 30]), block([8])].map(hasImages)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  it('name the files', () => {
    expect(sourceWords(dataset)).toBe('Generated');
    const source = { ...dataset.source, kind: 'import' as const, files: [{ name: 'a.csv', sha256: '', bytes: 2048 }] };
    expect(sourceWords({ ...dataset, source })).toBe('a.csv, 2.05 kB');
  });
});
