import { subTensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import { z } from '../schema.ts';
import { createLayerwiseSkin, type LocalRule } from './layerwiseSkin.ts';
import type { LocalLayer } from './localLayer.ts';
import type { SkinMember } from './skin.ts';

const parameters = z.object({
  rate: z
    .number()
    .positive()
    .max(1)
    .default(0.002)
    .meta({ label: 'Rate', help: 'How far a weight moves per sample; the schedule lets it fall.' }),
});

/** Δw = η y (x − y w): Hebb's rule with the decay that keeps a neuron's weights at norm 1 (Oja 1982). */
export const oja: SkinMember = {
  name: 'oja',
  label: 'Oja',
  summary:
    "Each neuron strengthens what it answers to, and decays so that its weights stay at norm 1: the inputs' first principal direction.",
  equation: 'Δw = η y (x − y w), y = w·x (Oja 1982)',
  parameters,
  reads: 'inputs',
  usesLoss: false,
  usesOptimizer: false,
  create(context, given) {
    const { rate } = parameters.parse(given);
    return createLayerwiseSkin(context, (layer) => createOjaRule(context.network.kernels, layer, rate));
  },
};

/** On a batch of n the changes of its samples are averaged: w += η (1/n Σ y x − w 1/n Σ y²). */
function createOjaRule(kernels: KernelSet, layer: LocalLayer, rate: number): LocalRule {
  const { neurons, inputs, weights, samples, mostSamples } = layer;
  const answers = kernels.arena.allocate([mostSamples, neurons]);
  const change = kernels.arena.allocate([neurons, inputs]);
  const squares = kernels.arena.allocate([neurons]);

  return {
    teach({ count, rateShare }) {
      const size = { batch: count, inputs, outputs: neurons };
      const y = subTensor(answers, 0, [count, neurons]);
      kernels.fill(y, 0);
      kernels.forwardProduct(y, samples, weights, size);
      kernels.fill(change, 0);
      kernels.weightGradientProduct(change, y, samples, size);
      kernels.fill(squares, 0);
      kernels.addRowProducts(squares, y, y, count, neurons);
      const { elements } = kernels.arena;
      const step = (rate * rateShare) / count;
      for (let neuron = 0; neuron < neurons; neuron++) {
        const decay = 1 - step * elements[squares.offset + neuron]!;
        kernels.scale(subTensor(weights, neuron * inputs, [inputs]), decay);
      }
      kernels.addScaled(weights, step, change);
      return null;
    },
  };
}
