import { describe, expect, it } from 'vitest';
import { localTeaching } from '../../../support/localTeaching.ts';

const samples = Array.from({ length: 40 }, (_, row) => [3 * (row + 1), 4 * (row + 1) + row]);

describe('exemplars', () => {
  it('copies different samples, at norm 1 or as they are', () => {
    for (const norm of ['unit', 'own']) {
      const { network, teach } = localTeaching({ skin: { type: 'exemplars', norm }, design: 'full 8 bias=off', samples });
      for (let first = 0; first < 40; first += 10) teach(Array.from({ length: 10 }, (_, row) => first + row));
      const weights = network.exportParameters();
      const copied = Array.from({ length: 8 }, (_, neuron) => {
        const [w1, w2] = [weights[2 * neuron]!, weights[2 * neuron + 1]!];
        return samples.findIndex(([x, y]) => {
          const length = norm === 'unit' ? Math.hypot(x!, y!) : 1;
          return Math.abs(x! / length - w1) + Math.abs(y! / length - w2) < 1e-12;
        });
      });
      expect(copied).not.toContain(-1);
      expect(new Set(copied).size).toBe(8);
    }
  });

  it('copies each sample with the same probability, early or late', () => {
    const counts = new Array<number>(10).fill(0);
    const trials = 500;
    for (let seed = 0; seed < trials; seed++) {
      const { network, teach } = localTeaching({
        skin: { type: 'exemplars', norm: 'own' },
        design: 'full 3 bias=off',
        samples: samples.slice(0, 10),
        seed,
      });
      teach([0, 1, 2, 3, 4, 5, 6]);
      teach([7, 8, 9]);
      for (let neuron = 0; neuron < 3; neuron++) counts[network.exportParameters()[2 * neuron]! / 3 - 1]!++;
    }
    // Each is binomial with the share 3/10: its deviation is 10.2, and 4.5 of those are 46.
    for (const count of counts) expect(Math.abs(count - trials * 0.3)).toBeLessThan(46);
  });

  it('leaves neurons as drawn for which there is no sample', () => {
    const { network, teach } = localTeaching({ skin: { type: 'exemplars', norm: 'own' }, design: 'full 3 bias=off', samples: [[1, 2]] });
    const drawn = [...network.exportParameters()];
    teach();
    expect([...network.exportParameters()]).toEqual([1, 2, ...drawn.slice(2)]);
  });
});
