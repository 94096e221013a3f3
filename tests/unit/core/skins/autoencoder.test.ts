import { describe, expect, it } from 'vitest';
import { relativeDifference } from '../../../../src-core/network/gradientCheck.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { localTeaching, type LocalTeaching } from '../../../support/localTeaching.ts';
import { differences } from '../../../support/targetTeaching.ts';

/** The decoder's first weights are small, and with them the gradient: the usual step would leave too few digits of it. */
const step = 1e-4;

const random = createRandom(8);
const samples = Array.from({ length: 7 }, () => Array.from({ length: 6 }, () => random.uniform()));

function teachingOf(error: string, masked: number, update = 'tanh'): LocalTeaching {
  const optimizer = { type: 'steepestDescent', learningRate: 1 };
  return localTeaching({ skin: { type: 'autoencoder', error, masked }, design: `full 4 ${update}`, samples, optimizer });
}

/** The error before a step from these parameters, and from that decoder after its first step, where given; the mask is that of the step. */
function errorAt(
  error: string,
  masked: number,
  { parameters, decoder }: { parameters?: ArrayLike<number>; decoder?: Record<string, Float64Array> },
): number {
  const { network, skin, teach } = teachingOf(error, masked);
  if (decoder) {
    const { numbers, arrays } = skin.save();
    skin.restore({ numbers: { ...numbers, step: 1 }, arrays: { ...arrays, ...decoder } });
  }
  if (parameters) network.importParameters(parameters);
  return teach().loss!;
}

describe.each([
  ['crossEntropy', 0],
  ['crossEntropy', 0.5],
  ['squared', 0],
  ['squared', 0.5],
] as const)('an autoencoder by %s with %f masked', (error, masked) => {
  it('has the gradient of its error by weights and biases', () => {
    const { network, teach } = teachingOf(error, masked);
    const point = network.exportParameters();
    teach();
    const gradient = network.kernels.arena.view(network.gradients).slice();
    expect(
      relativeDifference(
        gradient,
        differences(point, (parameters) => errorAt(error, masked, { parameters }), step),
      ),
    ).toBeLessThan(1e-7);
  });

  it('has the gradient of its error by the decoder', () => {
    const { network, skin, teach } = teachingOf(error, masked);
    teach();
    const parameters = network.exportParameters();
    const before = skin.save().arrays;
    teach();
    const after = skin.save().arrays;
    for (const name of ['0.decoder', '0.decoderBias']) {
      const point = Float64Array.from(before[name]!);
      const others = Object.fromEntries(Object.entries(before).map(([key, values]) => [key, Float64Array.from(values)]));
      const slopes = differences(point, (at) => errorAt(error, masked, { parameters, decoder: { ...others, [name]: at } }), step);
      // The step was 1 along the negative gradient.
      expect(
        relativeDifference(
          point.map((value, index) => value - after[name]![index]!),
          slopes,
        ),
      ).toBeLessThan(1e-7);
    }
  });
});

describe('an autoencoder', () => {
  it('begins by restoring the mean, with the error of that', () => {
    // The decoder's first weights are small, but not 0.
    const { teach } = teachingOf('squared', 0);
    const means = samples[0]!.map((_, input) => samples.reduce((sum, sample) => sum + sample[input]!, 0) / samples.length);
    const variance =
      samples.reduce((sum, sample) => sum + sample.reduce((part, value, input) => part + (value - means[input]!) ** 2, 0), 0) /
      samples.length;
    expect(Math.abs(teach().loss! - variance / 2)).toBeLessThan(0.02);
  });

  it('stays finite where restored inputs are certain', () => {
    const certain = samples.map((sample) => sample.map((value) => (value > 0.5 ? 1 : 0)));
    const { teach } = localTeaching({
      skin: { type: 'autoencoder', masked: 0 },
      design: 'full 12 relu',
      samples: certain,
      precision: 'float32',
      optimizer: { type: 'adam', learningRate: 0.3 },
    });
    let last = teach().loss!;
    for (let step = 0; step < 200; step++) last = teach().loss!;
    expect(last).toBeGreaterThanOrEqual(0);
    expect(last).toBeLessThan(0.01);
  });

  it('takes the learning-rate scale of the layer', () => {
    const [whole, half] = ['', ' rate=0.5'].map((scale) => {
      const { network, teach } = localTeaching({ skin: { type: 'autoencoder', masked: 0 }, design: `full 3 tanh${scale}`, samples });
      const before = network.exportParameters();
      teach();
      return network.exportParameters().map((value, index) => value - before[index]!);
    });
    whole!.forEach((change, index) => expect(half![index]).toBeCloseTo(change / 2, 14));
  });

  it('teaches a convolution from its patches', () => {
    const { network, teach } = localTeaching({ skin: { type: 'autoencoder', patchesPerRow: 0 }, design: 'convolution 3x2 tanh', samples });
    const before = network.exportParameters();
    const first = teach().loss!;
    for (let step = 0; step < 100; step++) teach();
    expect(teach().loss!).toBeLessThan(first);
    expect(network.exportParameters()).not.toEqual(before);
  });

  it('refuses an optimizer that searches along lines', () => {
    const refused = () => localTeaching({ skin: { type: 'autoencoder' }, design: 'full 3 tanh', samples, optimizer: { type: 'lbfgs' } });
    expect(refused).toThrow(expect.objectContaining({ code: 'skin/unfit' }) as Error);
  });
});
