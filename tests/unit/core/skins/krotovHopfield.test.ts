import { describe, expect, it } from 'vitest';
import { localTeaching } from '../../../support/localTeaching.ts';

describe('krotovHopfield', () => {
  it('takes the step worked by hand, p = 2', () => {
    const { network, teach } = localTeaching({
      skin: { type: 'krotovHopfield', p: 2, k: 2, delta: 0.5, rate: 0.3 },
      design: 'full 3 bias=off',
      samples: [[2, 1]],
    });
    network.importParameters([1, 0, 0, 1, -1, 0]);
    teach();
    // I = (2, 1, −2), g = (1, −½, 0). D = g x − g I w: first (2, 1) − 2 (1, 0) = (0, 1); second −½ (2, 1) + ½ (0, 1) = (−1, 0). max|D| = 1.
    const expected = [1, 0.3, -0.3, 1, -1, 0];
    for (const [index, weight] of network.exportParameters().entries()) expect(weight).toBeCloseTo(expected[index]!, 14);
  });

  it('raises weights to p − 1 for the current, with their signs', () => {
    for (const p of [3, 4]) {
      const { network, teach } = localTeaching({
        skin: { type: 'krotovHopfield', p, k: 2, delta: 0, rate: 0.5 },
        design: 'full 2 bias=off',
        samples: [[1, 1]],
      });
      // p = 3: currents −4 and 1 + ¼, p = 4: −8 and 1 + ⅛: the second neuron wins.
      network.importParameters([-2, 0, 1, 0.5]);
      teach();
      const current = 1 + 0.5 ** (p - 1);
      const change = [1 - current * 1, 1 - current * 0.5];
      const largest = Math.max(...change.map(Math.abs));
      const expected = [-2, 0, 1 + (0.5 * change[0]!) / largest, 0.5 + (0.5 * change[1]!) / largest];
      for (const [index, weight] of network.exportParameters().entries()) expect(weight).toBeCloseTo(expected[index]!, 14);
    }
  });

  it('brings the p-norm of a neuron that wins to 1', () => {
    // One sample x: at rest x = I w with I = Σ w^(p−1) x, so that Σ w^p = 1.
    const { network, teach } = localTeaching({
      skin: { type: 'krotovHopfield', p: 3, k: 2, delta: 0, rate: 0.02 },
      design: 'full 2 bias=off',
      samples: [[1, 2]],
    });
    network.importParameters([1.5, 0.4, -1, -1]);
    for (let step = 0; step < 1000; step++) teach(undefined, 1 - step / 1000);
    const [w1, w2, ...others] = network.exportParameters();
    expect(w1! ** 3 + w2! ** 3).toBeCloseTo(1, 3);
    expect(w2! / w1!).toBeCloseTo(2, 3);
    expect(others).toEqual([-1, -1]);
  });

  it('refuses a layer with fewer neurons than k', () => {
    expect(() => localTeaching({ skin: { type: 'krotovHopfield', k: 7 }, design: 'full 6', samples: [[1, 2]] })).toThrow(
      expect.objectContaining({ code: 'skin/unfit', message: expect.stringContaining('"layer1" has 6 neurons') }) as Error,
    );
  });
});
