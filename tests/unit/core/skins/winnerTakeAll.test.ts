import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { localTeaching } from '../../../support/localTeaching.ts';

describe('winnerTakeAll', () => {
  it('takes the step worked by hand: the winner moves towards −x where it answers below 0', () => {
    const { network, teach } = localTeaching({
      skin: { type: 'winnerTakeAll', rate: 0.5 },
      design: 'full 2 bias=off',
      samples: [
        [-3, -1],
        [1, 2],
      ],
    });
    network.importParameters([1, 0, 0, 1]);
    teach([0]);
    // |w·x| = 3 and 1: the first moves to (1, 0) + ½ (3, 1) = (2.5, 0.5), then to norm 1.
    const norm = Math.hypot(2.5, 0.5);
    const expected = [2.5 / norm, 0.5 / norm, 0, 1];
    for (const [index, weight] of network.exportParameters().entries()) expect(weight).toBeCloseTo(expected[index]!, 14);
  });

  it('moves by the mean of what a neuron has won', () => {
    const { network, teach } = localTeaching({
      skin: { type: 'winnerTakeAll', rate: 1, signed: false },
      design: 'full 2 bias=off',
      samples: [
        [3, 1],
        [5, 3],
        [-9, 1],
      ],
    });
    network.importParameters([1, 0, 0, 1]);
    teach();
    const [first, second] = [Math.hypot(5, 2), Math.hypot(-9, 2)];
    const expected = [5 / first, 2 / first, -9 / second, 2 / second];
    for (const [index, weight] of network.exportParameters().entries()) expect(weight).toBeCloseTo(expected[index]!, 14);
  });

  it('lets the latter half mirror the former, with the threshold as bias: two-sided outputs under ReLU', () => {
    const { network, teach, answers } = localTeaching({
      skin: { type: 'winnerTakeAll', mirrored: true, threshold: 0.5 },
      design: 'full 4 relu',
      samples: [
        [2, 0],
        [0, -3],
      ],
    });
    network.importParameters([1, 0, 0, 1, 7, 7, 7, 7, 9, 9, 9, 9]);
    teach();
    expect([...network.exportParameters()].map((value) => value + 0)).toEqual([1, 0, 0, 1, -1, 0, 0, -1, -0.5, -0.5, -0.5, -0.5]);
    expect([...answers([0, 1])]).toEqual([1.5, 0, 0, 0, 0, 0, 0, 2.5]);
  });

  it('finds the directions around which samples of either sign lie, all weights at norm 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
        const random = createRandom(seed);
        const samples = Array.from({ length: 150 }, (_, row) => {
          const point = Array.from({ length: 3 }, () => 0.1 * random.normal());
          point[row % 3]! += random.uniform() < 0.5 ? 1 : -1;
          return point;
        });
        const { network, teach } = localTeaching({ skin: { type: 'winnerTakeAll', rate: 1 }, design: 'full 3 bias=off', samples });
        network.importParameters([0.9, 0.3, 0.2, 0.2, -0.9, 0.3, 0.3, 0.2, 0.9]);
        for (let step = 0; step < 50; step++) teach(undefined, 1 - step / 50);
        for (const [index, weight] of network.exportParameters().entries()) {
          const [neuron, input] = [Math.floor(index / 3), index % 3];
          expect(Math.abs(Math.abs(weight) - Number(neuron === input))).toBeLessThan(0.1);
        }
        for (let neuron = 0; neuron < 3; neuron++) {
          expect(Math.hypot(...network.exportParameters().subarray(neuron * 3, neuron * 3 + 3))).toBeCloseTo(1, 12);
        }
      }),
      { seed: 20_292, numRuns: 20 },
    );
  });

  it('teaches the kernels of a convolution on patches', () => {
    // Every patch of two is a multiple of (3, 4).
    const samples = [2, -1, 0.5].map((scale) => [3, 4, 3, 4, 3, 4].map((value) => scale * value));
    const { network, teach } = localTeaching({
      skin: { type: 'winnerTakeAll', patchesPerRow: 2, rate: 1 },
      design: 'convolution 2x1 stride=2 bias=off',
      samples,
    });
    network.importParameters([1, 0]);
    for (let step = 0; step < 50; step++) teach();
    const [w1, w2] = network.exportParameters();
    expect([w1, w2]).toEqual([expect.closeTo(0.6, 6), expect.closeTo(0.8, 6)]);
  });

  it.each([
    ['full 3', { mirrored: true }, 'even number'],
    ['full 2 bias=off', { threshold: 0.5 }, 'bias on'],
  ])('refuses %s %j', (design, settings, reason) => {
    expect(() => localTeaching({ skin: { type: 'winnerTakeAll', ...settings }, design, samples: [[1, 2]] })).toThrow(
      expect.objectContaining({ code: 'skin/unfit', message: expect.stringContaining(reason) }) as Error,
    );
  });
});
