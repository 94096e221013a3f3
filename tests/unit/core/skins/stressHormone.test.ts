import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { localTeaching } from '../../../support/localTeaching.ts';

const random = createRandom(8);
/** Two sets of mean 0: the first hardly varies in the first direction, the second hardly in the second. */
const samples = Array.from({ length: 80 }, (_, row) => [
  random.normal() * (row % 2 === 0 ? 0.1 : 1),
  random.normal() * (row % 2 === 0 ? 1 : 0.1),
]);
const sets = samples.map((_, row) => row % 2);
const skin = { type: 'stressHormone', rate: 0.5, attempts: 10, changed: 2 };

describe('stress hormone', () => {
  it('never raises the stress of a batch', () => {
    const { teach } = localTeaching({ skin, design: 'full 10', samples, sets });
    // The means of the sets are known after the first batch; from then on the same batch has the same stress.
    teach();
    let before = Infinity;
    for (let step = 0; step < 20; step++) {
      const now = teach().loss!;
      expect(now).toBeLessThanOrEqual(before + 1e-12);
      before = now;
    }
    // |w|² = 2 and one calm direction of variance 0.01: ½ z² goes from ½ to about 0.01.
    expect(before).toBeLessThan(0.1);
  });

  it('keeps the norm of the weights and takes the mean up in the bias', () => {
    const shifted = samples.map(([a, b]) => [a! + 5, b! - 3]);
    const { network, teach, answers } = localTeaching({ skin, design: 'full 4', samples: shifted, sets: sets.map(() => 0) });
    for (let step = 0; step < 5; step++) teach();
    const weights = network.exportParameters();
    for (let neuron = 0; neuron < 4; neuron++)
      expect(Math.hypot(weights[2 * neuron]!, weights[2 * neuron + 1]!)).toBeCloseTo(Math.SQRT2, 12);
    const rows = [...samples.keys()];
    const sum = Array.from(answers(rows)).reduce((total, answer) => total + answer, 0);
    expect(sum / rows.length).toBeCloseTo(0, 10);
  });

  it('tells the sets apart by what calms them', () => {
    const { teach, stress } = localTeaching({ skin, design: 'full 10', samples, sets });
    for (let step = 0; step < 60; step++) teach();
    const rows = [...samples.keys()];
    const stresses = stress(rows);
    const right = rows.filter((row) => stresses[2 * row + sets[row]!]! < stresses[2 * row + 1 - sets[row]!]!);
    expect(right.length).toBeGreaterThan(0.9 * rows.length);
  });
});
