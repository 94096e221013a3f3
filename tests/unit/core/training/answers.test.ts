import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import type { Network } from '../../../../src-core/network/network.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import type { FeatureTable, ReadoutMember } from '../../../../src-core/readouts/readout.ts';
import { z } from '../../../../src-core/schema.ts';
import { fitReadoutToNetwork, largestOutputs, stressOfRows } from '../../../../src-core/training/answers.ts';
import { classificationData } from '../../../support/preparedData.ts';

const rows = [
  [1, 2],
  [3, -4],
  [-5, 6],
  [7, 8],
  [0, -1],
];
const data = classificationData(rows, [0, 1, 0, 1, 1], { train: [0, 1, 2], test: [3, 4] });

function networkOf(notation: string, batch: number): Network {
  return compileNetwork(parseNotation(notation), [2], { kernels: createKernels('float64'), batch, random: createRandom(1) });
}

/** A readout that keeps the tables it is given, and answers with the number of the row. */
function recorder(): { member: ReadoutMember; tables: FeatureTable[] } {
  const tables: FeatureTable[] = [];
  const keep = (table: FeatureTable) => void tables.push(table);
  const member: ReadoutMember = {
    name: 'recorder',
    label: 'Recorder',
    summary: '',
    parameters: z.object({}),
    uses: 'features',
    fit(task) {
      keep(task.features);
      expect([...task.labels]).toEqual([0, 1, 0]);
      return {
        classify(table) {
          keep(table);
          return Int32Array.from({ length: table.rows }, (_, row) => row);
        },
      };
    },
  };
  return { member, tables };
}

describe('readouts of a network', () => {
  it.each([
    ['input', 'full 4 > full 3', 2],
    ['last', 'full 3 > full 5 tanh', 5],
    // What each taught layer comes to before the next one: its pooled or normalised axons.
    ['all', 'full 3 > normalise > full 5 > normalise', 3 + 5],
    ['all', 'normalise > full 4', 4],
  ])('from %s of "%s" see %s columns', (from, notation, columns) => {
    const { member, tables } = recorder();
    const network = networkOf(notation, 2);
    const answer = fitReadoutToNetwork(network, data, { member, parameters: { from, nonlinearity: 'none' }, seed: 1 });
    expect([...answer(Uint32Array.of(3, 4))]).toEqual([0, 1]);
    expect(tables.map((table) => [table.rows, table.columns])).toEqual([
      [3, columns],
      [2, columns],
    ]);
  });

  it('see the same whatever the size of a batch', () => {
    const seen = [1, 2, 5].map((batch) => {
      const { member, tables } = recorder();
      fitReadoutToNetwork(networkOf('full 3 > full 5 tanh', batch), data, {
        member,
        parameters: { from: 'all', nonlinearity: 'none' },
        seed: 1,
      });
      return [...tables[0]!.values];
    });
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });

  it('are fitted on rows of known class only', () => {
    const { member, tables } = recorder();
    const labels = Int32Array.of(0, 1, 0, -1, 1);
    const partly = { ...data, labels, parts: { ...data.parts, train: Uint32Array.of(0, 1, 2, 3) } };
    fitReadoutToNetwork(networkOf('full 3', 4), partly, { member, parameters: { from: 'last', nonlinearity: 'none' }, seed: 1 });
    expect(tables[0]!.rows).toBe(3);
  });
});

describe('largestOutputs', () => {
  it('are found row by row, equals to the first', () => {
    const network = networkOf('full 2 bias=off', 2);
    network.importParameters([1, 0, 0, 1]);
    const even = classificationData([...rows, [2, 2]], [0, 1, 0, 1, 1, 0]);
    expect([...largestOutputs(network, even, Uint32Array.of(0, 1, 2, 5))]).toEqual([1, 0, 1, 0]);
  });
});

describe('stressOfRows', () => {
  it('asks batch by batch, after the pass over its rows', () => {
    const network = networkOf('full 2 bias=off', 2);
    network.importParameters([1, 0, 0, 1]);
    const stress = stressOfRows(
      network,
      {
        sets: 2,
        stress: (count) => Float64Array.from(network.kernels.arena.view(network.outputs).slice(0, 2 * count)),
      },
      data,
      Uint32Array.of(4, 0, 2),
    );
    expect([...stress]).toEqual([0, -1, 1, 2, -5, 6]);
  });
});
