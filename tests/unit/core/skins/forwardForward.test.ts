import { describe, expect, it } from 'vitest';
import { relativeDifference } from '../../../../src-core/network/gradientCheck.ts';
import { embeddedDigits } from '../../../support/embeddedDigits.ts';
import { localTeaching, type LocalTeaching } from '../../../support/localTeaching.ts';
import { differences, normalRows } from '../../../support/targetTeaching.ts';

const samples = normalRows(6, 5, 1);
const skin = { type: 'forwardForward', threshold: 0.3 };

function teachingOf(design: string): LocalTeaching {
  return localTeaching({ skin, design, samples, optimizer: { type: 'steepestDescent', learningRate: 1e-9 } });
}

describe('Forward-Forward', () => {
  it.each([0, 1])('gives layer %i the gradient of its own objective by its own parameters', (which) => {
    const layer = (index: number) => `full 4 tanh${index === which ? '' : ' frozen=on'}`;
    const alone = `${layer(0)} > normalise centre=off > ${layer(1)}`;
    const { network, teach } = teachingOf('full 4 tanh > normalise centre=off > full 4 tanh');
    const point = network.exportParameters();
    teach();
    const { all } = network.layers[1 + 2 * which]!.parameters!;
    const start = all.offset - network.parameters.offset;
    const own = (values: ArrayLike<number>) => Array.from(values).slice(start, start + all.length);
    const slopes = differences(own(point), (at) => {
      const teaching = teachingOf(alone);
      const moved = point.slice();
      moved.set(at, start);
      teaching.network.importParameters(moved);
      return teaching.teach().loss!;
    });
    expect(relativeDifference(own(network.kernels.arena.view(network.gradients)), slopes)).toBeLessThan(1e-7);
  });

  it('takes the step worked by hand', () => {
    // A single sample can only be mixed with itself: softplus(θ − h²) + softplus(h² − θ) with h = w x = 2, θ = 3, so
    // ∂h = 2 h (σ(h² − θ) − σ(θ − h²)) = 4 (σ(1) − σ(−1)) and ∂w = x ∂h.
    const { network, teach } = localTeaching({
      skin: { type: 'forwardForward', threshold: 3 },
      design: 'full 1 bias=off',
      samples: [[2]],
    });
    network.importParameters([1]);
    const sigma = 1 / (1 + Math.exp(-1));
    expect(teach().loss).toBeCloseTo(Math.log1p(Math.exp(-1)) + Math.log1p(Math.E), 12);
    expect(network.exportParameters()[0]).toBeCloseTo(1 - 0.1 * 2 * 4 * (2 * sigma - 1), 12);
  });

  it('comes to answer samples more strongly than their mixtures', () => {
    const { teach } = localTeaching({
      skin: { type: 'forwardForward' },
      design: 'normalise centre=off > full 40 relu > normalise centre=off > full 40 relu',
      samples: embeddedDigits().images.slice(0, 200),
      precision: 'float32',
      optimizer: { type: 'adam', learningRate: 0.01 },
    });
    let last = teach().loss!;
    for (let step = 0; step < 150; step++) last = teach().loss!;
    // As softplus is convex, the objective of a layer is at least 2 log 2 unless samples have the larger goodness on average.
    expect(last).toBeLessThan(2 * 2 * Math.log(2) - 0.5);
  });

  it('refuses an optimizer that searches along lines, and a network of which nothing can be taught', () => {
    const unfit = expect.objectContaining({ code: 'skin/unfit' }) as Error;
    expect(() => localTeaching({ skin, design: 'full 3 tanh', samples, optimizer: { type: 'lbfgs' } })).toThrow(unfit);
    expect(() => localTeaching({ skin, design: 'full 3 tanh frozen=on', samples })).toThrow(unfit);
  });
});
