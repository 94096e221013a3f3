import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { embeddedDigits } from '../../../support/embeddedDigits.ts';
import { localTeaching, type LocalTeaching } from '../../../support/localTeaching.ts';

/** Correlated points far from 0. */
function cloud(rows: number): number[][] {
  const random = createRandom(17);
  return Array.from({ length: rows }, () => {
    const [a, b, c] = [3 * random.normal(), random.normal(), 0.2 * random.normal()];
    return [100 + a + b, -40 + a - b, 7 + c + 0.5 * a];
  });
}

/** Teaches on all samples, batch after batch, and finishes. */
function whitened(
  samples: readonly (readonly number[])[],
  design: string,
  skin: Readonly<Record<string, unknown>>,
  precision: 'float32' | 'float64' = 'float64',
): LocalTeaching {
  const teaching = localTeaching({ skin: { type: 'whitening', ...skin }, design, samples, precision });
  for (let at = 0; at < samples.length; at += 50) teaching.teach([...samples.keys()].slice(at, at + 50));
  teaching.skin.finish!();
  return teaching;
}

/** Mean of the outputs, and their products about it. */
function momentsOf({ answers, network }: LocalTeaching, rows: number): { means: number[]; covariance: number[] } {
  const size = network.layers.at(-1)!.size;
  const outputs = answers(Array.from({ length: rows }, (_, row) => row));
  const mean = (of: (row: number) => number) =>
    Array.from({ length: rows }, (_, row) => of(row)).reduce((sum, value) => sum + value, 0) / rows;
  const means = Array.from({ length: size }, (_, unit) => mean((row) => outputs[row * size + unit]!));
  const covariance = Array.from({ length: size * size }, (_, entry) => {
    const [left, right] = [Math.floor(entry / size), entry % size];
    return mean((row) => (outputs[row * size + left]! - means[left]!) * (outputs[row * size + right]! - means[right]!));
  });
  return { means, covariance };
}

describe('whitening', () => {
  it('of four points is what is worked by hand', () => {
    // m = (2, 1); variances 8 along (1, 1)/√2 and 2 along (1, −1)/√2.
    const samples = [
      [4, 3],
      [0, -1],
      [3, 0],
      [1, 2],
    ].map(([x, y]) => [2 + (x! - 2) * Math.SQRT2, 1 + (y! - 1) * Math.SQRT2]);
    const { network } = whitened(samples, 'full 2', { type: 'whitening', epsilon: 0 });
    const [first, second] = [1 / Math.sqrt(16), 1 / Math.sqrt(4)];
    const expected = [first, first, second, -second, -3 * first, -second];
    for (const [index, parameter] of network.exportParameters().entries()) expect(parameter).toBeCloseTo(expected[index]!, 12);
  });

  it.each(['pca', 'zca'])('%s makes what comes out vary alike in all directions, about 0', (kind) => {
    const { means, covariance } = momentsOf(whitened(cloud(500), 'full 3', { type: 'whitening', kind, epsilon: 0 }), 500);
    for (const mean of means) expect(mean).toBeCloseTo(0, 9);
    for (const [entry, value] of covariance.entries()) expect(value).toBeCloseTo(entry % 4 === 0 ? 1 : 0, 9);
  });

  it('of ZCA is symmetric and leans to no other inputs than it must', () => {
    const { network } = whitened(cloud(500), 'full 3', { type: 'whitening', kind: 'zca' });
    const weights = network.exportParameters();
    for (let row = 0; row < 3; row++) {
      for (let column = 0; column < 3; column++) expect(weights[row * 3 + column]).toBeCloseTo(weights[column * 3 + row]!, 12);
      expect(weights[row * 4]).toBeGreaterThan(0);
    }
  });

  it('adds ε to the variances, as it is or as a share of their mean', () => {
    const plain = momentsOf(whitened(cloud(300), 'full 1', { type: 'whitening', epsilon: 0 }), 300).covariance[0]!;
    expect(plain).toBeCloseTo(1, 9);
    const [share, variance] = (['share', 'variance'] as const).map(
      (epsilonIs) => momentsOf(whitened(cloud(300), 'full 1', { type: 'whitening', epsilon: 2, epsilonIs }), 300).covariance[0]!,
    );
    // λ/(λ + ε): from the second λ, from the first the mean variance.
    const lambda = (2 * variance!) / (1 - variance!);
    const samples = cloud(300);
    const total = [0, 1, 2].reduce((sum, column) => {
      const mean = samples.reduce((all, sample) => all + sample[column]!, 0) / 300;
      return sum + samples.reduce((all, sample) => all + (sample[column]! - mean) ** 2, 0) / 300;
    }, 0);
    expect(share).toBeCloseTo(lambda / (lambda + (2 * total) / 3), 9);
  });

  it('gives nothing for directions in which nothing varies', () => {
    const samples = cloud(100).map(([x]) => [x!, 5, 2 * x!]);
    const { covariance } = momentsOf(whitened(samples, 'full 3', { type: 'whitening', epsilon: 0 }), 100);
    expect(covariance[0]).toBeCloseTo(1, 9);
    for (const value of covariance.slice(1)) expect(value).toBeCloseTo(0, 9);
  });

  it('in float32 comes near to double precision, although the mean is far off', () => {
    const samples = cloud(500).map((sample) => sample.map((value) => Math.fround(value + 1000)));
    const [single, double] = (['float32', 'float64'] as const).map((precision) =>
      whitened(samples, 'full 3', { type: 'whitening' }, precision).network.exportParameters(),
    );
    for (let index = 0; index < 9; index++) expect(Math.abs(single![index]! / double![index]! - 1)).toBeLessThan(1e-3);
  });

  it('of every position of a convolution is of all patches', () => {
    const samples = cloud(200).map((sample) => [...sample, ...sample.slice().reverse()]);
    const teaching = localTeaching({ skin: { type: 'whitening', patchesPerRow: 0, epsilon: 0 }, design: 'convolution 2x2', samples });
    teaching.teach();
    teaching.skin.finish!();
    const outputs = teaching.answers([...samples.keys()]);
    const channel = (which: number) => [...outputs].filter((_, index) => index % 2 === which);
    for (const which of [0, 1]) {
      const values = channel(which);
      expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0, 8);
      expect(values.reduce((sum, value) => sum + value * value, 0) / values.length).toBeCloseTo(1, 8);
    }
  });

  it("by Sanger's rule comes near to the decomposition", () => {
    const samples = embeddedDigits().images;
    const teaching = localTeaching({ skin: { type: 'whitening', method: 'sanger' }, design: 'full 4', samples, precision: 'float32' });
    const steps = 36 * 40;
    for (let step = 0; step < steps; step++) {
      const first = (step % 36) * 50;
      teaching.teach([...samples.keys()].slice(first, first + 50), 1 - step / steps);
    }
    teaching.skin.finish!();
    const { means, covariance } = momentsOf(teaching, samples.length);
    for (const mean of means) expect(Math.abs(mean)).toBeLessThan(1e-3);
    for (const [entry, value] of covariance.entries()) expect(Math.abs(value - Number(entry % 5 === 0))).toBeLessThan(0.1);
  });

  it('goes on from what was saved to the same bits', () => {
    const samples = cloud(100);
    const rows = (from: number) => Array.from({ length: 50 }, (_, row) => from + row);
    for (const method of ['decomposition', 'sanger']) {
      const create = () => localTeaching({ skin: { type: 'whitening', method }, design: 'full 2', samples, precision: 'float32' });
      const [whole, first, second] = [create(), create(), create()];
      for (const { teach } of [whole, first]) teach(rows(0));
      second.network.importParameters(first.network.exportParameters());
      second.skin.restore(first.skin.save());
      for (const { teach, skin } of [whole, second]) {
        teach(rows(50));
        skin.finish!();
      }
      expect(second.network.exportParameters()).toEqual(whole.network.exportParameters());
    }
  });

  it.each([
    ['full 4', {}, '3 principal directions'],
    ['full 2', { kind: 'zca' }, 'each of its 3 inputs'],
    ['full 2 bias=off', {}, 'bias'],
    ['full 3 > full 2', {}, 'one layer at a time'],
  ])('refuses %s %j', (design, settings, reason) => {
    expect(() => localTeaching({ skin: { type: 'whitening', ...settings }, design, samples: cloud(5) })).toThrow(
      expect.objectContaining({ code: 'skin/unfit', message: expect.stringContaining(reason) }) as Error,
    );
  });
});
