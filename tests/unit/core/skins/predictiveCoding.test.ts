import { describe, expect, it } from 'vitest';
import type { Choice } from '../../../../src-core/registry.ts';
import { cosine, normalRows, targetTeaching } from '../../../support/targetTeaching.ts';

const design = 'full 6 tanh > full 5 tanh > full 3';
const inputs = normalRows(8, 4, 3);
const still = { type: 'steepestDescent', learningRate: 1e-12 };

const targets = normalRows(8, 3, 4);

function gradientOf(skin: Choice, weights?: readonly number[]): Float64Array {
  const { network, teach } = targetTeaching({ skin, design, inputs, targets, optimizer: still, ...(weights && { weights }) });
  teach();
  return Float64Array.from(network.kernels.arena.view(network.gradients));
}

const converged = { type: 'predictiveCoding', steps: 2000, pace: 0.1 };

describe('predictive coding', () => {
  it('teaches along the gradient of backpropagation, and as far, as the variance of the outputs grows', () => {
    const exact = gradientOf({ type: 'backpropagation' });
    const [one, hundred, many] = [1, 100, 1e5].map((variance) => gradientOf({ ...converged, variance }));
    expect(cosine(many!, exact)).toBeGreaterThan(1 - 1e-7);
    expect(Math.hypot(...many!) / Math.hypot(...exact)).toBeCloseTo(1, 3);
    expect(cosine(hundred!, exact)).toBeGreaterThan(0.99);
    expect(cosine(one!, exact)).toBeLessThan(cosine(hundred!, exact));
  });

  it('settles and learns as worked by hand', () => {
    // y = v h, h = w x: with x = 1, w = 0.5, v = 2, t = 3 the energy ½(h − 0.5)² + ½(3 − 2h)² is least at h = 1.3.
    // Then ∂E/∂w = −(h − 0.5) = −0.8 and ∂E/∂v = −(3 − 2.6) h = −0.52.
    const { network, teach } = targetTeaching({
      skin: converged,
      design: 'full 1 bias=off > full 1 bias=off',
      inputs: [[1]],
      targets: [[3]],
    });
    network.importParameters([0.5, 2]);
    expect(teach().loss).toBeCloseTo(2, 12);
    expect([...network.exportParameters()]).toEqual([expect.closeTo(0.58, 10), expect.closeTo(2.052, 10)]);
  });

  it('gives samples the weights they are given', () => {
    const weights = [3, 0, 0, 0, 1, 0, 0, 4];
    const exact = gradientOf({ type: 'backpropagation' }, weights);
    expect(cosine(gradientOf({ ...converged, variance: 1e5 }, weights), exact)).toBeGreaterThan(1 - 1e-6);
    expect(cosine(gradientOf({ ...converged, variance: 1e5 }), exact)).toBeLessThan(0.99);
  });
});
