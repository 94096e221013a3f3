import { subTensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import { z } from '../schema.ts';
import { createLayerwiseSkin, type LocalRule } from './layerwiseSkin.ts';
import type { LocalLayer } from './localLayer.ts';
import { createLocalProducts } from './localProducts.ts';
import { patchesPerRowParameter } from './patchesPerRow.ts';
import { principalRateParameter, principalStep } from './principalStep.ts';
import { createSampleMean } from './sampleMean.ts';
import type { SkinMember } from './skin.ts';

const parameters = z.object({ rate: principalRateParameter, patchesPerRow: patchesPerRowParameter });

/**
 * Δw = η y (x − y w): Hebb's rule with the decay that keeps a neuron's weights at norm 1 (Oja 1982). Neurons with a bias subtract the mean
 * of what they have met.
 */
export const oja: SkinMember = {
  name: 'oja',
  label: 'Oja',
  summary:
    "Each neuron strengthens what it answers to, and decays so that its weights stay at norm 1: the inputs' first principal direction.",
  equation: 'Δw = η/⟨|x − m|²⟩ · y (x − m − y w), y = w·(x − m), m the mean of x (Oja 1982)',
  parameters,
  reads: 'inputs',
  usesLoss: false,
  usesOptimizer: false,
  usual: ({ neurons }) => ({
    design: `full ${neurons}`,
    settings: { schedule: { type: 'linear' }, batchSize: 50, epochs: 20 },
  }),
  create(context, given) {
    const { rate, patchesPerRow } = parameters.parse(given);
    return createLayerwiseSkin(context, (layer) => createOjaRule(context.network.kernels, layer, rate), { patchesPerRow });
  },
};

/** The changes of a batch add: w += s (Σ y x − w Σ y²), s the rate divided by ⟨|x − m|²⟩. */
function createOjaRule(kernels: KernelSet, layer: LocalLayer, rate: number): LocalRule {
  const { neurons, inputs, weights, bias } = layer;
  const products = createLocalProducts(kernels, layer);
  const sampleMean = createSampleMean(kernels, layer);
  const squares = kernels.arena.allocate([neurons]);

  return {
    teach({ count, rateShare }) {
      sampleMean.take(count);
      const y = products.answer(count, bias);
      const change = products.correlate(y, count);
      sampleMean.centreSums(change, y, count);
      kernels.fill(squares, 0);
      kernels.addRowProducts(squares, y, y, count, neurons);
      const { elements } = kernels.arena;
      const step = principalStep(rate * rateShare, sampleMean.squareLength(), kernels.maxAbsolute(squares));
      for (let neuron = 0; neuron < neurons; neuron++) {
        const decay = 1 - step * elements[squares.offset + neuron]!;
        kernels.scale(subTensor(weights, neuron * inputs, [inputs]), decay);
      }
      kernels.addScaled(weights, step, change);
      sampleMean.centre();
      return null;
    },
    tensors: sampleMean.tensors,
    numbers: sampleMean.numbers,
  };
}
