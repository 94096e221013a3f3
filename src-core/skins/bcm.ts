import type { KernelSet } from '../kernels/kernelSet.ts';
import { z } from '../schema.ts';
import { competitiveTeaching } from './competitiveTeaching.ts';
import { createLayerwiseSkin, type LocalRule } from './layerwiseSkin.ts';
import type { LocalLayer } from './localLayer.ts';
import { createLocalProducts } from './localProducts.ts';
import { patchesPerRowParameter } from './patchesPerRow.ts';
import type { SkinMember } from './skin.ts';

const parameters = z.object({
  rate: z.number().positive().max(1).default(0.02).meta({ label: 'Rate', help: 'How far a batch moves the weights.' }),
  memory: z.number().min(1).max(1e6).default(200).meta({
    label: 'Memory',
    help: 'Samples over which the threshold θ averages y²; it must follow faster than the weights change.',
  }),
  patchesPerRow: patchesPerRowParameter,
});

/**
 * Δw = η x y (y − θ)/θ with θ the running mean of y² (Bienenstock, Cooper & Munro 1982; Intrator & Cooper 1992). What excites a neuron
 * above its threshold strengthens it, what excites it less weakens it, and the threshold rises faster than the answers, so that each
 * neuron ends by answering to few samples. Two things keep it bounded: answers are rates, y = max(w·x, 0), and the division by θ, so that
 * a neuron that has come to answer strongly does not take greater steps (Law & Cooper 1994).
 */
export const bcm: SkinMember = {
  name: 'bcm',
  label: 'BCM',
  summary: 'What excites a neuron above a sliding threshold strengthens it, what excites it less weakens it: it becomes selective.',
  equation: 'Δw = η x y (y − θ)/θ, θ = ⟨y²⟩, y = max(w·x, 0) (Bienenstock, Cooper & Munro 1982; Law & Cooper 1994)',
  parameters,
  reads: 'inputs',
  usesLoss: false,
  usesOptimizer: false,
  usual: ({ neurons }) => competitiveTeaching({ neurons, norm: 1, epochs: 10, batchSize: 50 }),
  create(context, given) {
    const { rate, memory, patchesPerRow } = parameters.parse(given);
    return createLayerwiseSkin(context, (layer) => createBcmRule(context.network.kernels, layer, rate, memory), { patchesPerRow });
  },
};

/** θ first takes in the batch, with the share n/memory; of the first batches it is their mean. */
function createBcmRule(kernels: KernelSet, layer: LocalLayer, rate: number, memory: number): LocalRule {
  const { neurons, weights } = layer;
  const products = createLocalProducts(kernels, layer);
  const thresholds = kernels.arena.allocate([neurons]);
  const squares = kernels.arena.allocate([neurons]);
  const numbers = { samplesSeen: 0 };

  function rectify(first: number, length: number): void {
    const { elements } = kernels.arena;
    for (let index = first; index < first + length; index++) if (elements[index]! < 0) elements[index] = 0;
  }

  function slideThresholds(count: number): void {
    numbers.samplesSeen += count;
    const share = count / Math.max(count, Math.min(memory, numbers.samplesSeen));
    kernels.scale(thresholds, 1 - share);
    kernels.addScaled(thresholds, share / count, squares);
  }

  return {
    teach({ count, rateShare }) {
      const y = products.answer(count, null);
      rectify(y.offset, y.length);
      kernels.fill(squares, 0);
      kernels.addRowProducts(squares, y, y, count, neurons);
      slideThresholds(count);
      const { elements } = kernels.arena;
      for (let at = y.offset; at < y.offset + y.length; at += neurons) {
        for (let neuron = 0; neuron < neurons; neuron++) {
          const answer = elements[at + neuron]!;
          const threshold = elements[thresholds.offset + neuron]!;
          if (answer > 0) elements[at + neuron] = (answer * (answer - threshold)) / threshold;
        }
      }
      kernels.addScaled(weights, (rate * rateShare) / count, products.correlate(y, count));
      return null;
    },
    tensors: { thresholds },
    numbers,
  };
}
