import { describe, expect, it } from 'vitest';
import { localTeaching } from '../../../support/localTeaching.ts';

describe('bcm', () => {
  it('takes the step worked by hand', () => {
    const { network, teach } = localTeaching({
      skin: { type: 'bcm', rate: 0.1, memory: 2 },
      design: 'full 1 bias=off',
      samples: [
        [1, 0],
        [0, 3],
        [-1, 0],
      ],
    });
    network.importParameters([1, 1]);
    teach([0, 1]);
    // y = (1, 3), θ = 5: Δw = 0.1/2 (x₁ 1 (1 − 5)/5 + x₂ 3 (3 − 5)/5) = 0.05 (−0.8, −3.6).
    const after = [0.96, 0.82];
    for (const [index, weight] of network.exportParameters().entries()) expect(weight).toBeCloseTo(after[index]!, 14);
    // w·x < 0 is no answer: y = 0, θ = ½ 5 + ½ 0, and nothing changes.
    teach([2]);
    for (const [index, weight] of network.exportParameters().entries()) expect(weight).toBeCloseTo(after[index]!, 14);
  });

  it('of two patterns as frequent, ends by answering 2 to one and 0 to the other, and stays there', () => {
    // At rest y = θ wherever y > 0, and θ = ½ y²: y = 2 (Intrator & Cooper 1992).
    for (const weights of [
      [0.6, 0.1],
      [0.1, 0.6],
    ]) {
      const samples = [
        [1, 0.2],
        [0.3, 1],
      ];
      const { network, teach, answers } = localTeaching({
        skin: { type: 'bcm', rate: 0.05, memory: 4 },
        design: 'full 1 bias=off',
        samples,
      });
      network.importParameters(weights);
      for (let step = 0; step < 6000; step++) teach();
      const found = [...answers([0, 1])].sort((left, right) => right - left);
      expect(found[0]).toBeCloseTo(2, 3);
      expect(found[1]).toBeLessThan(0.01);
    }
  });

  it('stays bounded where the inputs are large', () => {
    const { network, teach } = localTeaching({
      skin: { type: 'bcm', rate: 0.01 },
      design: 'full 3',
      samples: [
        [3, 1],
        [1, 4],
        [2, 2],
      ],
    });
    for (let step = 0; step < 3000; step++) expect(teach().trouble).toBe(null);
    expect(network.kernels.maxAbsolute(network.parameters)).toBeLessThan(10);
  });
});
