import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { localTeaching } from '../../../support/localTeaching.ts';

describe('ideal memory', () => {
  it('takes the step worked by hand', () => {
    // w = (0.6, 0.8), norm 1. x = (1, 0): y = 0.6 is the first, so the ideal itself. x = (0, 1): y = 0.8, the ideal becomes 0.7.
    const { network, teach } = localTeaching({
      skin: { type: 'idealMemory', rate: 0.5, noise: 0, norm: 1 },
      design: 'full 1 bias=off',
      samples: [
        [1, 0],
        [0, 1],
      ],
      sets: [0, 0],
    });
    network.importParameters([0.6, 0.8]);
    expect(teach([0]).loss).toBe(0);
    expect([...network.exportParameters()]).toEqual([expect.closeTo(0.6, 14), expect.closeTo(0.8, 14)]);
    // Half the way to the ideal: w₂ = 0.8 + ½ (0.7 − 0.8)/1.001, then the norm is 1 again.
    expect(teach([1]).loss).toBeCloseTo(0.5 * 0.1 ** 2, 14);
    const second = 0.8 - 0.05 / 1.001;
    const norm = Math.hypot(0.6, second);
    const [w1, w2] = network.exportParameters();
    expect(w1).toBeCloseTo(0.6 / norm, 14);
    expect(w2).toBeCloseTo(second / norm, 14);
  });

  it('brings the axons of a set together', () => {
    const random = createRandom(4);
    const samples = Array.from({ length: 60 }, (_, row) => [row % 2 === 0 ? 1 : -1, random.normal(), random.normal()]);
    const sets = samples.map((_, row) => row % 2);
    const { network, teach, stress } = localTeaching({ skin: { type: 'idealMemory', norm: 1 }, design: 'full 5', samples, sets });
    const first = teach().loss!;
    let last = first;
    for (let epoch = 0; epoch < 100; epoch++) last = teach(undefined, 1 - epoch / 100).loss!;
    expect(last).toBeLessThan(0.2 * first);
    // What tells the sets apart is the first input, and the only one that is the same in a set.
    for (let neuron = 0; neuron < 5; neuron++) expect(Math.abs(network.exportParameters()[3 * neuron]!)).toBeGreaterThan(0.9);
    const stresses = stress([0, 1]);
    expect(stresses[0]).toBeLessThan(stresses[1]!);
    expect(stresses[3]).toBeLessThan(stresses[2]!);
  });

  it('learns nothing from samples of unknown set, and does not know a set it never met', () => {
    const { network, teach, stress } = localTeaching({
      skin: { type: 'idealMemory' },
      design: 'full 2 bias=off',
      samples: [[1, 2]],
      sets: [-1],
      setCount: 2,
    });
    const before = network.exportParameters();
    teach();
    const after = network.exportParameters();
    for (const [index, weight] of before.entries()) expect(after[index]).toBeCloseTo(weight, 14);
    expect([...stress([0])]).toEqual([Infinity, Infinity]);
  });
});
