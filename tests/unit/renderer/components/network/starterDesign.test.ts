import { describe, expect, it } from 'vitest';
import { generateTable } from '../../../../../src-core/data/generators/generateTable.ts';
import { describeNetwork } from '../../../../../src-core/network/describeNetwork.ts';
import { starterDesign } from '../../../../../src-renderer/components/network/starterDesign.ts';

describe('starterDesign', () => {
  it('fits the classes of the dataset', () => {
    const { dataset } = generateTable({ type: 'blobs', classes: 5 }, { id: 'blobs', name: 'Blobs' });
    const descriptions = describeNetwork(starterDesign(dataset), [2]);
    expect(descriptions.map(({ error }) => error)).toEqual([null, null]);
    expect(descriptions.at(-1)!.outputShape).toEqual([5]);
  });

  it('gives a plain number where the target is one', () => {
    const { dataset } = generateTable({ type: 'moons' }, { id: 'moons', name: 'Moons' });
    const [x, y] = dataset.columns;
    const regression = { ...dataset, columns: [x!, { ...y!, role: 'target' as const }] };
    expect(starterDesign(regression).layers.at(-1)).toMatchObject({
      connection: { type: 'full', size: [1] },
      update: { type: 'identity' },
    });
  });

  it('has something to begin with where there is no dataset', () => {
    expect(describeNetwork(starterDesign(undefined), [2]).every(({ error }) => error === null)).toBe(true);
  });
});
