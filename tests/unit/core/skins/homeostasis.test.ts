import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { localTeaching } from '../../../support/localTeaching.ts';

/** Points that vary in every direction but one, `constant`, along which all have the same part. */
function flatCloud(constant: readonly number[], rows: number, seed: number): number[][] {
  const random = createRandom(seed);
  const length = Math.hypot(...constant);
  const direction = constant.map((value) => value / length);
  return Array.from({ length: rows }, () => {
    const point = direction.map(() => random.normal());
    const along = point.reduce((sum, value, index) => sum + value * direction[index]!, 0);
    return point.map((value, index) => value + (1.5 - along) * direction[index]!);
  });
}

function cosine(a: ArrayLike<number>, b: readonly number[]): number {
  let product = 0;
  let square = 0;
  for (const [index, value] of b.entries()) {
    product += a[index]! * value;
    square += a[index]! ** 2;
  }
  return product / Math.sqrt(square) / Math.hypot(...b);
}

/** Three sets around different points, each flat in a direction of its own. */
function threeSets(rowsOfSet: number): { samples: number[][]; sets: number[] } {
  const random = createRandom(21);
  const samples: number[][] = [];
  const sets: number[] = [];
  for (let row = 0; row < 3 * rowsOfSet; row++) {
    const set = row % 3;
    samples.push(Array.from({ length: 3 }, (_, index) => random.normal() * (index === set ? 0.1 : 1)));
    sets.push(set);
  }
  return { samples, sets };
}

describe('homeostasis', () => {
  it('takes the step worked by hand', () => {
    // One neuron, K = 2, w = (1, 1) with |w|² = 2. The first sample is its own mean: nothing happens but that the bias becomes −w·m.
    const { network, teach } = localTeaching({
      skin: { type: 'homeostasis', rule: 'sign', rate: 0.1 },
      design: 'full 1 clippedLinear',
      samples: [
        [2, 0],
        [0, 1],
      ],
      sets: [0, 0],
    });
    network.importParameters([1, 1, 0]);
    expect(teach([0]).loss).toBe(0);
    expect([...network.exportParameters()]).toEqual([1, 1, -2].map((value) => expect.closeTo(value, 14)));
    // m = (1, ½), x − m = (−1, ½), z = −½: w ← w + 0.1 ((−1, ½) + w/4) = (0.925, 1.075) before it is brought back to |w|² = 2.
    expect(teach([1]).loss).toBeCloseTo(0.5, 14);
    const norm = Math.sqrt(2) / Math.hypot(0.925, 1.075);
    const [w1, w2, bias] = network.exportParameters();
    expect(w1).toBeCloseTo(0.925 * norm, 14);
    expect(w2).toBeCloseTo(1.075 * norm, 14);
    expect(bias).toBeCloseTo(-(0.925 + 0.5 * 1.075) * norm, 14);
  });

  it('leaves neurons that are fit alone, if only the stressed change', () => {
    const options = { design: 'full 1 clippedLinear zMin=-2 zMax=2', samples: [[1, 0], [0, 1], [9, 0]], sets: [0, 0, 0] }; // prettier-ignore
    const { network, teach } = localTeaching({ ...options, skin: { type: 'homeostasis', who: 'stressed', rate: 0.1 } });
    network.importParameters([1, 1, 0]);
    teach([0]);
    teach([1]);
    expect([...network.exportParameters().slice(0, 2)]).toEqual([1, 1]);
    teach([2]);
    expect(network.exportParameters()[0]).not.toBe(1);
  });

  it.each(['sign', 'linear'])('finds the direction in which a set is constant by the rule %s', (rule) => {
    const direction = [1, 2, -1, 0.5];
    const samples = flatCloud(direction, 200, 11);
    const design = 'full 8 clippedLinear';
    const { network, teach, answers } = localTeaching({ skin: { type: 'homeostasis', rule }, design, samples, sets: samples.map(() => 0) });
    for (let epoch = 0; epoch < 100; epoch++) {
      for (let row = 0; row < 200; row += 20) teach(Array.from({ length: 20 }, (_, index) => row + index), 1 - epoch / 100); // prettier-ignore
    }
    const weights = network.exportParameters();
    for (let neuron = 0; neuron < 8; neuron++) {
      const row = weights.slice(neuron * 4, neuron * 4 + 4);
      expect(Math.abs(cosine(row, direction))).toBeGreaterThan(0.999);
      expect(Math.hypot(...row)).toBeCloseTo(2, 12);
    }
    // In that direction members are at their mean, where the clipped line is at half its height.
    for (const axon of answers([0, 1, 2])) expect(axon).toBeCloseTo(0.5, 2);
  });

  it('tells sets with the same mean apart by what is constant in them, and does not know a set it never met', () => {
    const { samples, sets } = threeSets(60);
    const rows = [...samples.keys()];
    const { teach, stress } = localTeaching({ skin: { type: 'homeostasis' }, design: 'full 40', samples, sets, setCount: 4 });
    for (let epoch = 0; epoch < 20; epoch++) for (let at = 0; at < 180; at += 30) teach(rows.slice(at, at + 30), 1 - epoch / 20);
    const stresses = stress(rows);
    const identified = rows.filter((row) => {
      const ofRow = [...stresses.slice(row * 4, row * 4 + 4)];
      expect(ofRow[3]).toBe(Infinity);
      return ofRow.indexOf(Math.min(...ofRow)) === sets[row];
    });
    expect(identified.length / rows.length).toBeGreaterThan(0.9);
  });

  it('gives each set neurons that no other set touches', () => {
    const { samples, sets } = threeSets(10);
    const of = (chosen: number) => samples.flatMap((_, row) => (sets[row] === chosen ? [row] : []));
    const { network, teach } = localTeaching({ skin: { type: 'homeostasis' }, design: 'full 6 bias=off', samples, sets });
    const before = network.exportParameters();
    teach(of(1));
    const after = network.exportParameters();
    expect(after.slice(0, 6)).toEqual(before.slice(0, 6));
    expect(after.slice(6, 12)).not.toEqual(before.slice(6, 12));
    expect(after.slice(12)).toEqual(before.slice(12));
  });

  it('teaches a layer below as one group over the samples of all sets, known or not', () => {
    const { samples } = threeSets(4);
    const { network, teach } = localTeaching({
      skin: { type: 'homeostasis' },
      design: 'full 3 tanh > full 4',
      samples,
      sets: samples.map(() => -1),
      setCount: 2,
    });
    const before = network.exportParameters();
    expect(teach().loss).toBeGreaterThan(0);
    const after = network.exportParameters();
    expect(after.slice(0, 9)).not.toEqual(before.slice(0, 9));
    expect(after.slice(12)).toEqual(before.slice(12));
  });

  it.each(['sign', 'ageing'])('knows the stress of every sample again after it was saved and restored, rule %s', (rule) => {
    const { samples, sets } = threeSets(10);
    const options = { skin: { type: 'homeostasis', rule }, design: 'full 18', samples, sets };
    const [one, two] = [localTeaching(options), localTeaching({ ...options, seed: 9 })];
    for (let step = 0; step < 5; step++) one.teach();
    two.network.importParameters(one.network.exportParameters());
    two.skin.restore(one.skin.save());
    expect(two.stress([0, 1, 2])).toEqual(one.stress([0, 1, 2]));
    expect(two.stress([0, 1, 2]).every(Number.isFinite)).toBe(true);
  });

  it('changes by random shares where there is noise, and keeps the norm of the weights', () => {
    const { samples, sets } = threeSets(10);
    const taught = [0, 0.5].map((noise) => {
      const { network, teach } = localTeaching({ skin: { type: 'homeostasis', noise }, design: 'full 3 bias=off', samples, sets });
      teach();
      return network.exportParameters();
    });
    expect(taught[1]).not.toEqual(taught[0]);
    for (const weights of taught) expect(Math.hypot(...weights.slice(0, 3))).toBeCloseTo(Math.sqrt(3), 12);
  });

  it('refuses a last layer whose neurons are no multiple of the sets', () => {
    const { samples, sets } = threeSets(2);
    expect(() => localTeaching({ skin: { type: 'homeostasis' }, design: 'full 10', samples, sets })).toThrow(
      expect.objectContaining({ code: 'skin/unfit', message: expect.stringContaining('no multiple of 3') as string }),
    );
  });
});

describe('homeostasis of ageing neurons', () => {
  it('refuses a group that is no multiple of the inputs', () => {
    const { samples, sets } = threeSets(2);
    expect(() => localTeaching({ skin: { type: 'homeostasis', rule: 'ageing' }, design: 'full 12', samples, sets })).toThrow(
      expect.objectContaining({ code: 'skin/unfit', message: expect.stringContaining('multiple of the 3 inputs') as string }),
    );
  });

  it('lets weights fade as e^(−tλ) along directions of variance λ', () => {
    // Four samples of mean 0 with the variances 2 and ½ along the axes; two paces, the second at a quarter of the first.
    const samples = [[2, 0], [-2, 0], [0, 1], [0, -1]]; // prettier-ignore
    const { network, teach } = localTeaching({
      skin: { type: 'homeostasis', rule: 'ageing', rate: 1e-4 },
      design: 'full 4',
      samples,
      sets: [0, 0, 0, 0],
    });
    teach([0, 1, 2, 3], 0); // Meets the mean without changing a weight.
    for (let step = 0; step < 1000; step++) teach();
    const age = 1000 * 4 * 1e-4;
    const weights = network.exportParameters();
    const faded = [Math.exp(-2 * age), 0, 0, Math.exp(-age / 2), Math.exp(-age / 2), 0, 0, Math.exp(-age / 8)];
    for (const [index, value] of faded.entries()) expect(weights[index]).toBeCloseTo(value, 3);
  });

  it('has the stress of a normal distribution with the covariance of the set', () => {
    // With ages long enough, 1/K Σ (z²/λ + ln λ) up to a constant: the difference between two sets shows both terms.
    const spread = [[3, 1], [1.5, 0.8]]; // prettier-ignore
    const samples = spread.flatMap(([a, b]) => [[a!, 0], [-a!, 0], [0, b!], [0, -b!]]); // prettier-ignore
    const sets = [0, 0, 0, 0, 1, 1, 1, 1];
    const probes = [[2, 0.5], [0.3, 1.2]]; // prettier-ignore
    const { teach, stress } = localTeaching({
      skin: { type: 'homeostasis', rule: 'ageing', rate: 0.01 },
      design: 'full 32',
      samples: [...samples, ...probes],
      sets: [...sets, -1, -1],
      setCount: 2,
    });
    const members = [...samples.keys()];
    teach(members, 0);
    for (let step = 0; step < 500; step++) teach(members);
    const surprise = (set: number, probe: readonly number[]) =>
      spread[set]!.reduce((sum, value, index) => sum + probe[index]! ** 2 / (value ** 2 / 2) + Math.log(value ** 2 / 2), 0) / 2;
    const found = stress([8, 9]);
    for (const [row, probe] of probes.entries()) {
      expect(found[row * 2]! - found[row * 2 + 1]!).toBeCloseTo(surprise(0, probe) - surprise(1, probe), 1);
    }
  });
});
