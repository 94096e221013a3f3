import type { Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import { z } from '../schema.ts';
import { shapeSize } from '../shape.ts';
import { createLayerwiseSkin, type LocalRule } from './layerwiseSkin.ts';
import type { LocalLayer } from './localLayer.ts';
import { createLocalProducts } from './localProducts.ts';
import { patchesPerRowParameter } from './patchesPerRow.ts';
import { principalRateParameter, principalStep } from './principalStep.ts';
import { createSampleMean, type SampleMean } from './sampleMean.ts';
import type { SkinMember } from './skin.ts';

const parameters = z.object({ rate: principalRateParameter, patchesPerRow: patchesPerRowParameter });

/**
 * Δwᵢ = η yᵢ (x − Σ_{j≤i} yⱼ wⱼ): Oja's rule on what the neurons before leave over, so that the rows become the principal directions in
 * their order (Sanger 1989). Neurons with a bias subtract the mean of what they have met.
 */
export const sanger: SkinMember = {
  name: 'sanger',
  label: 'Sanger',
  summary: 'Each neuron learns the direction in which the inputs vary most, of what the neurons before it leave over.',
  equation: 'Δwᵢ = η/⟨|x − m|²⟩ · yᵢ (x − m − Σ_{j≤i} yⱼ wⱼ), y = w·(x − m), m the mean of x (Sanger 1989)',
  parameters,
  reads: 'inputs',
  usesLoss: false,
  usesOptimizer: false,
  usual: ({ neurons, inputShape }) => ({
    design: `full ${Math.min(neurons, shapeSize(inputShape))}`,
    settings: { schedule: { type: 'linear' }, batchSize: 50, epochs: 20 },
  }),
  create(context, given) {
    const { rate, patchesPerRow } = parameters.parse(given);
    return createLayerwiseSkin(context, (layer) => createSangerRule(context.network.kernels, layer, rate), { patchesPerRow });
  },
};

/** What Sanger's rule leaves to be used after a batch. */
export interface SangerRule extends LocalRule {
  readonly sampleMean: SampleMean;
  /** Σ yᵢ yⱼ of the last batch, `[neurons, neurons]`; entries above the diagonal are 0. */
  readonly products: Tensor;
}

/** The changes of a batch add: W += s (Yᵀ X − LT(Yᵀ Y) W), s the rate divided by ⟨|x − m|²⟩, LT the lower triangle with its diagonal. */
export function createSangerRule(kernels: KernelSet, layer: LocalLayer, rate: number): SangerRule {
  const { neurons, inputs, weights, bias } = layer;
  const local = createLocalProducts(kernels, layer);
  const sampleMean = createSampleMean(kernels, layer);
  const products = kernels.arena.allocate([neurons, neurons]);
  const taken = kernels.arena.allocate([neurons, inputs]);

  function clearAboveDiagonal(): void {
    const { elements } = kernels.arena;
    for (let row = 0; row < neurons; row++) {
      const start = products.offset + row * neurons;
      elements.fill(0, start + row + 1, start + neurons);
    }
  }

  function greatestSquares(): number {
    const { elements } = kernels.arena;
    let most = 0;
    for (let neuron = 0; neuron < neurons; neuron++) most = Math.max(most, elements[products.offset + neuron * (neurons + 1)]!);
    return most;
  }

  return {
    teach({ count, rateShare }) {
      sampleMean.take(count);
      const y = local.answer(count, bias);
      const change = local.correlate(y, count);
      sampleMean.centreSums(change, y, count);
      kernels.fill(products, 0);
      kernels.weightGradientProduct(products, y, y, { batch: count, inputs: neurons, outputs: neurons });
      clearAboveDiagonal();
      kernels.fill(taken, 0);
      kernels.inputGradientProduct(taken, products, weights, { batch: neurons, inputs, outputs: neurons });
      const step = principalStep(rate * rateShare, sampleMean.squareLength(), greatestSquares());
      kernels.addScaled(weights, step, change);
      kernels.addScaled(weights, -step, taken);
      sampleMean.centre();
      return null;
    },
    sampleMean,
    products,
    tensors: sampleMean.tensors,
    numbers: sampleMean.numbers,
  };
}
