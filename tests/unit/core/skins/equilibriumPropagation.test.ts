import { describe, expect, it } from 'vitest';
import type { TargetTeaching } from '../../../support/targetTeaching.ts';
import { cosine, differences, normalRows, targetTeaching } from '../../../support/targetTeaching.ts';

const inputs = normalRows(6, 4, 2);
const targets = inputs.map((_, row) => [row % 2, (row % 3) / 2]);
const settled = { freeSteps: 150, nudgedSteps: 150, pace: 0.5 };

function teachingOf(design: string, nudge: number, weights?: readonly number[]): TargetTeaching {
  return targetTeaching({
    skin: { type: 'equilibriumPropagation', nudge, ...settled },
    design,
    inputs,
    targets,
    ...(weights && { weights }),
  });
}

/** The derivative of the cost where the network settles freely, by differences. */
function gradientOf(design: string, weights?: readonly number[]): number[] {
  const { network, teach } = teachingOf(design, 1, weights);
  return differences(network.exportParameters(), (at) => {
    network.importParameters(at);
    return teach().loss!;
  });
}

function updateOf(design: string, nudge: number, weights?: readonly number[]): number[] {
  const { network, teach } = teachingOf(design, nudge, weights);
  teach();
  return [...network.kernels.arena.view(network.gradients)];
}

describe('equilibrium propagation', () => {
  it.each([
    'full 5 logistic > full 2 logistic',
    'full 4 logistic > full 3 logistic > full 2 logistic',
    'full 5 clippedLinear zMin=-3 zMax=3 > full 2 clippedLinear zMin=-3 zMax=3',
  ])('follows the gradient where the network settles as the nudge goes to 0, in "%s"', (design) => {
    const gradient = gradientOf(design);
    const [far, near, nearest] = [2, 0.2, 0.02].map((nudge) => updateOf(design, nudge));
    expect(cosine(nearest!, gradient)).toBeGreaterThan(1 - 1e-6);
    expect(cosine(near!, gradient)).toBeGreaterThan(0.99);
    expect(1 - cosine(far!, gradient)).toBeGreaterThanOrEqual(1 - cosine(nearest!, gradient));
    // Not only its direction: its length too.
    expect(Math.hypot(...nearest!) / Math.hypot(...gradient)).toBeCloseTo(1, 3);
  });

  it('gives samples the weights they are given', () => {
    const design = 'full 5 logistic > full 2 logistic';
    const weights = [0.1, 2, 1, 0.5, 1.4, 1];
    const gradient = gradientOf(design, weights);
    expect(cosine(updateOf(design, 0.02, weights), gradient)).toBeGreaterThan(1 - 1e-6);
    expect(cosine(updateOf(design, 0.02), gradient)).toBeLessThan(1 - 1e-4);
  });

  it('settles where every neuron is what it hears from below and above', () => {
    // h = w x + v y, y = v h with w x = 0.3, v = 0.5, all inside the straight part: h = 0.3/(1 − 0.25) = 0.4, y = 0.2.
    const { network, teach } = targetTeaching({
      skin: { type: 'equilibriumPropagation', nudge: 0.01, ...settled },
      design: 'full 1 clippedLinear zMin=0 zMax=1 bias=off > full 1 clippedLinear zMin=0 zMax=1 bias=off',
      inputs: [[1]],
      targets: [[0.7]],
    });
    network.importParameters([0.3, 0.5]);
    expect(teach().loss).toBeCloseTo(0.5 * 0.5 ** 2, 12);
    // y = v w/(1 − v²): ∂y/∂w = v/(1 − v²), ∂y/∂v = w (1 + v²)/(1 − v²)², times y − t = −0.5.
    const [byW, byV] = network.kernels.arena.view(network.gradients);
    expect(byW).toBeCloseTo((-0.5 * 0.5) / 0.75, 3);
    expect(byV).toBeCloseTo((-0.5 * 0.3 * 1.25) / 0.75 ** 2, 3);
  });
});
