import { describe, expect, it } from 'vitest';
import { localTeaching } from '../../../support/localTeaching.ts';

describe('softHebb', () => {
  it('takes the step worked by hand', () => {
    const { network, teach } = localTeaching({
      skin: { type: 'softHebb', rate: 0.2, sharpness: Math.log(3), exponent: 1 },
      design: 'full 2 bias=off',
      samples: [[1, 0]],
    });
    network.importParameters([2, 0, 1, 3]);
    teach();
    // u = (2, 1), y = (9, 3)/12. D = y (x − u w): ¾ ((1, 0) − 2 (2, 0)) = (−2.25, 0) and ¼ ((1, 0) − (1, 3)) = (0, −0.75); max|D| = 2.25.
    const secondRate = 0.2 * (Math.sqrt(10) - 1);
    const expected = [2 - 0.2, 0, 1, 3 - secondRate / 3];
    for (const [index, weight] of network.exportParameters().entries()) expect(weight).toBeCloseTo(expected[index]!, 14);
  });

  it('leaves a neuron of norm 1 alone', () => {
    const { network, teach } = localTeaching({ skin: { type: 'softHebb' }, design: 'full 2 bias=off', samples: [[0.6, 0.8]] });
    network.importParameters([1, 0, 0, 2]);
    teach();
    const [first, second, ...moved] = network.exportParameters();
    expect([first, second]).toEqual([1, 0]);
    expect(moved).not.toEqual([0, 2]);
  });

  it('ends with neurons of norm 1 at the middle of what they share', () => {
    // Two neurons, two bundles of unit vectors: each neuron settles on one of the bundles.
    const angles = [0.1, 0, -0.1, 1.6, 1.5, 1.7];
    const samples = angles.map((angle) => [Math.cos(angle), Math.sin(angle)]);
    const { network, teach } = localTeaching({ skin: { type: 'softHebb', rate: 0.05 }, design: 'full 2 bias=off', samples });
    network.importParameters([1.5, 0.2, 0.3, 1.4]);
    for (let step = 0; step < 2000; step++) teach(undefined, 1 - step / 2000);
    const [a1, a2, b1, b2] = network.exportParameters() as unknown as [number, number, number, number];
    expect(Math.hypot(a1, a2)).toBeCloseTo(1, 2);
    expect(Math.hypot(b1, b2)).toBeCloseTo(1, 2);
    expect(Math.atan2(a2, a1)).toBeCloseTo(0, 1);
    expect(Math.atan2(b2, b1)).toBeCloseTo(1.6, 1);
  });
});
