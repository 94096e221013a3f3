import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import { relativeDifference } from '../../../../src-core/network/gradientCheck.ts';
import type { Network } from '../../../../src-core/network/network.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { weightPenalty } from '../../../../src-core/skins/weightPenalty.ts';

/** A frozen layer between two others; weights and biases drawn anew, none near 0. */
function network(): Network {
  const [below, between, above] = parseNotation('full 3 tanh > full 4 tanh > full 2').layers;
  const design = { layers: [below!, { ...between!, frozen: true }, above!] };
  const compiled = compileNetwork(design, [2], { kernels: createKernels('float64'), batch: 1, random: createRandom(1) });
  const random = createRandom(2);
  compiled.importParameters(
    Array.from({ length: compiled.parameterCount }, () => (random.uniform() < 0.5 ? -1 : 1) * (0.1 + random.uniform())),
  );
  return compiled;
}

/** All that are not frozen. */
const taught = [1, 3];

describe('weightPenalty', () => {
  it.each([
    { l2: 0.7, l1: 0 },
    { l2: 0, l1: 0.3 },
    { l2: 0.2, l1: 0.9 },
  ])('%o is ½λ₂Σw² + λ₁Σ|w| over the taught weights, and its gradient is that of differences', (penalties) => {
    const one = network();
    const weights = one.layers
      .filter(({ design }) => design && !design.frozen)
      .flatMap((layer) => [...one.kernels.arena.view(layer.parameters!.weights!)]);
    expect(weights).toHaveLength(2 * 3 + 4 * 2);
    const sum = weights.reduce((total, w) => total + 0.5 * penalties.l2 * w * w + penalties.l1 * Math.abs(w), 0);
    expect(weightPenalty(one, taught, penalties, false)).toBeCloseTo(sum, 12);
    expect(one.kernels.maxAbsolute(one.gradients)).toBe(0);

    weightPenalty(one, taught, penalties, true);
    const step = 1e-3;
    const byDifferences = Array.from({ length: one.parameterCount }, (_, index) => {
      const at = (offset: number) => {
        const moved = [...one.exportParameters()];
        moved[index]! += offset;
        const other = network();
        other.importParameters(moved);
        return weightPenalty(other, taught, penalties, false);
      };
      return (at(step) - at(-step)) / (2 * step);
    });
    expect(relativeDifference(one.kernels.arena.view(one.gradients), byDifferences)).toBeLessThan(1e-10);
    // Biases and the frozen layer are free.
    for (const { parameters: own, design } of one.layers) {
      if (own) expect(one.kernels.maxAbsolute(own.biasGradients!)).toBe(0);
      if (own && design?.frozen) expect(one.kernels.maxAbsolute(own.allGradients)).toBe(0);
    }
  });

  it('adds to the gradient that is there', () => {
    const one = network();
    one.kernels.fill(one.gradients, 5);
    weightPenalty(one, taught, { l2: 1, l1: 0 }, true);
    const { weights, weightGradients } = one.layers[1]!.parameters!;
    expect(one.kernels.arena.view(weightGradients!)[0]).toBe(5 + one.kernels.arena.view(weights!)[0]!);
  });

  it('leaves out layers that are taught in another phase', () => {
    const one = network();
    const { weights } = one.layers[3]!.parameters!;
    expect(weightPenalty(one, [3], { l2: 2, l1: 0 }, true)).toBeCloseTo(one.kernels.dot(weights!, weights!), 12);
    expect(one.kernels.maxAbsolute(one.layers[1]!.parameters!.allGradients)).toBe(0);
  });

  it('is nothing, and touches nothing, where there is none', () => {
    const one = network();
    one.kernels.fill(one.parameters, NaN);
    expect(weightPenalty(one, taught, { l2: 0, l1: 0 }, true)).toBe(0);
    expect(one.kernels.maxAbsolute(one.gradients)).toBe(0);
  });
});
