import { subTensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import { z } from '../schema.ts';
import { createLayerwiseSkin, type LocalRule } from './layerwiseSkin.ts';
import type { LocalLayer } from './localLayer.ts';
import { patchesPerRowParameter } from './patchesPerRow.ts';
import { refuseSeveralLayers } from './refuseSeveralLayers.ts';
import type { SkinMember } from './skin.ts';

const parameters = z.object({
  norm: z.enum(['unit', 'own']).default('unit').meta({
    label: 'Norm',
    help: 'Unit: each copy is scaled to norm 1. Own: it stays as it is.',
  }),
  patchesPerRow: patchesPerRowParameter,
});

/**
 * Copies samples of the training part, drawn at random, into the weights: one pass over the data is enough. Every sample met is as likely
 * to be among them (reservoir sampling, Vitter 1985). Neurons beyond the number of samples stay as drawn.
 */
export const exemplars: SkinMember = {
  name: 'exemplars',
  label: 'Exemplars',
  summary: 'Each neuron’s weights are a copy of a sample drawn at random: the baseline of exemplar weights.',
  equation: 'wᵢ = x or x/|x|, x drawn from the samples',
  parameters,
  reads: 'inputs',
  usesLoss: false,
  usesOptimizer: false,
  usual: ({ neurons }) => ({ design: `normalise scale=unitNorm > full ${neurons} bias=off`, settings: { epochs: 1 } }),
  create(context, given) {
    const { norm, patchesPerRow } = parameters.parse(given);
    refuseSeveralLayers(context, 'The skin of exemplars');
    return createLayerwiseSkin(context, (layer) => createExemplarRule(context.network.kernels, layer, norm === 'unit'), { patchesPerRow });
  },
};

/** The s-th sample, from 0, takes the place of a random one of s + 1 places, if there is a neuron at it. */
function createExemplarRule(kernels: KernelSet, { neurons, inputs, weights, samples }: LocalLayer, isUnit: boolean): LocalRule {
  const numbers = { samplesSeen: 0 };
  return {
    teach({ count, random }) {
      for (let sample = 0; sample < count; sample++) {
        const place = numbers.samplesSeen < neurons ? numbers.samplesSeen : random.integer(numbers.samplesSeen + 1);
        numbers.samplesSeen++;
        if (place >= neurons) continue;
        const row = subTensor(weights, place * inputs, [inputs]);
        kernels.copy(row, subTensor(samples, sample * inputs, [inputs]));
        if (isUnit) kernels.normalizeRows(row, 1, inputs, 1);
      }
      return null;
    },
    numbers,
  };
}
