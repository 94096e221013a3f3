import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { localTeaching } from '../../../support/localTeaching.ts';

describe('oja', () => {
  it('takes the step worked by hand, about the mean of what it has met', () => {
    const { network, teach } = localTeaching({
      skin: { type: 'oja', rate: 0.1 },
      design: 'full 1',
      samples: [
        [0, 0],
        [4, 2],
      ],
    });
    network.importParameters([1, 0, 0]);
    teach();
    // m = (2, 1), x − m = ∓(2, 1), y = ∓2, ⟨|x − m|²⟩ = 5, s = 0.02: Δw = s (Σ y (x − m) − w Σ y²) = 0.02 ((8, 4) − (8, 0)); b = −w·m.
    const expected = [1, 0.08, -2.08];
    for (const [index, parameter] of network.exportParameters().entries()) expect(parameter).toBeCloseTo(expected[index]!, 14);
  });

  it('ends at norm 1 along the first principal direction, from any weights, wherever the mean lies', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: Math.PI, noNaN: true }), fc.integer({ min: 0, max: 1000 }), (angle, seed) => {
        const random = createRandom(seed);
        const direction = [Math.cos(angle), Math.sin(angle)];
        const samples = Array.from({ length: 400 }, () => {
          const [along, across] = [3 * random.normal(), 0.5 * random.normal()];
          return [5 + along * direction[0]! - across * direction[1]!, -2 + along * direction[1]! + across * direction[0]!];
        });
        const { network, teach } = localTeaching({ skin: { type: 'oja' }, design: 'full 1', samples, seed });
        for (let pass = 0; pass < 100; pass++) teach(undefined, 1 - pass / 100);
        const [w1, w2] = network.exportParameters();
        expect(Math.hypot(w1!, w2!)).toBeCloseTo(1, 3);
        expect(Math.abs(w1! * direction[0]! + w2! * direction[1]!)).toBeGreaterThan(0.99);
      }),
      { seed: 20_291, numRuns: 20 },
    );
  });
});
