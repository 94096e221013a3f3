import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { localTeaching } from '../../../support/localTeaching.ts';

const random = createRandom(6);
const samples = Array.from({ length: 60 }, () => Array.from({ length: 8 }, () => random.uniform()));
const rows = (from: number) => Array.from({ length: 20 }, (_, row) => from + row);

const rules = [
  { type: 'oja' },
  { type: 'sanger' },
  { type: 'bcm' },
  { type: 'krotovHopfield', k: 2 },
  { type: 'softHebb' },
  { type: 'winnerTakeAll' },
  { type: 'exemplars' },
  { type: 'untaught' },
];

describe.each(rules)('$type', (skin) => {
  const create = (design = 'full 4', precision: 'float32' | 'float64' = 'float32') => localTeaching({ skin, design, samples, precision });

  it('goes on from what was saved to the same bits', () => {
    const [whole, first, second] = [create(), create(), create()];
    for (const { teach } of [whole, first]) for (const from of [0, 20]) teach(rows(from), 0.7);
    second.network.importParameters(first.network.exportParameters());
    second.skin.restore(first.skin.save());
    for (const { teach } of [whole, second]) for (const from of [40, 10]) teach(rows(from), 0.3);
    expect(second.network.exportParameters()).toEqual(whole.network.exportParameters());
    expect(second.skin.save()).toEqual(whole.skin.save());
  });

  it('does in float32 what it does in float64', () => {
    const [single, double] = [create('full 4', 'float32'), create('full 4', 'float64')];
    double.network.importParameters(single.network.exportParameters());
    for (const { teach } of [single, double]) for (const from of [0, 20, 40]) expect(teach(rows(from)).trouble).toBe(null);
    const expected = double.network.exportParameters();
    for (const [index, parameter] of single.network.exportParameters().entries()) expect(parameter).toBeCloseTo(expected[index]!, 4);
  });

  it('teaches the kernels of a convolution as the neurons of a full layer that reads its patches', () => {
    const patches = { ...skin, ...(skin.type === 'untaught' ? {} : { patchesPerRow: 0 }) };
    const pairs = samples.slice(0, 3).flatMap((sample) => [0, 2, 4, 6].map((start) => sample.slice(start, start + 2)));
    const shared = localTeaching({ skin: patches, design: 'convolution 2x4 stride=2', samples: samples.slice(0, 3) });
    const apart = localTeaching({ skin: patches, design: 'full 4', samples: pairs });
    apart.network.importParameters(shared.network.exportParameters());
    for (const { teach } of [shared, apart]) for (let step = 0; step < 3; step++) teach();
    const expected = apart.network.exportParameters();
    for (const [index, parameter] of shared.network.exportParameters().entries()) expect(parameter).toBeCloseTo(expected[index]!, 12);
  });
});
