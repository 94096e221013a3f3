import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import { updates } from '../network/updates/registry.ts';
import { z } from '../schema.ts';
import { competitiveTeaching } from './competitiveTeaching.ts';
import { createLayerwiseSkin, type LocalRule } from './layerwiseSkin.ts';
import type { LocalLayer } from './localLayer.ts';
import { createLocalProducts } from './localProducts.ts';
import { patchesPerRowParameter } from './patchesPerRow.ts';
import type { SkinMember } from './skin.ts';

const parameters = z.object({
  rate: z
    .number()
    .positive()
    .max(10)
    .default(0.2)
    .meta({ label: 'η', help: 'The greatest change of a weight in a batch, where a neuron’s norm is 0 or 2.' }),
  sharpness: z.number().positive().max(1000).default(20).meta({
    label: 't',
    help: 'How sharply neurons compete: the share of a sample that each takes is softmax(t w·x).',
  }),
  exponent: z.number().min(0).max(4).default(0.5).meta({
    label: 'q',
    help: 'A neuron changes by η·|‖w‖ − 1|^q, so that it settles as its norm nears 1; 0 lets all change alike.',
  }),
  patchesPerRow: patchesPerRowParameter,
});
type Parameters = z.infer<typeof parameters>;

/**
 * ΔW = yᵀ x − (Σ y u) W over a batch, u = W x, y = softmax(t u), divided by its largest absolute value; a neuron changes at the rate
 * η·|‖w‖ − 1|^q (Moraitis et al. 2022; Journé et al. 2023). How fast it learns depends on the norm it begins with: for some 10⁴ samples
 * `init=unitNorm:4`. Inputs are to be of unit norm.
 */
export const softHebb: SkinMember = {
  name: 'softHebb',
  label: 'SoftHebb',
  summary: 'Neurons share each sample by softmax, and each is drawn towards its share; one whose norm nears 1 settles.',
  equation: 'Δwᵢ = η |‖wᵢ‖ − 1|^q Dᵢ/max|D|, D = Σ y (x − u w), y = softmax(t u), u = w·x (Journé et al. 2023)',
  parameters,
  reads: 'inputs',
  usesLoss: false,
  usesOptimizer: false,
  usual: ({ neurons }) => competitiveTeaching({ neurons, norm: 4, epochs: 3, batchSize: 50 }),
  create(context, given) {
    const settings = parameters.parse(given);
    return createLayerwiseSkin(context, (layer) => createSoftHebbRule(context.network.kernels, layer, settings), {
      patchesPerRow: settings.patchesPerRow,
    });
  },
};

const softmax = updates.get('softmax').create({});

function createSoftHebbRule(kernels: KernelSet, layer: LocalLayer, { rate, sharpness, exponent }: Parameters): LocalRule {
  const { neurons, inputs, weights, mostSamples } = layer;
  const products = createLocalProducts(kernels, layer);
  const shares = kernels.arena.allocate([mostSamples, neurons]);
  const drawn = kernels.arena.allocate([neurons]);
  const row = (tensor: Tensor, neuron: number) => subTensor(tensor, neuron * inputs, [inputs]);

  return {
    teach({ count, rateShare }) {
      const u = products.answer(count, null);
      const y = subTensor(shares, 0, [count, neurons]);
      kernels.copy(y, u);
      kernels.scale(y, sharpness);
      kernels.applyUpdate(softmax, y, count, neurons);
      kernels.fill(drawn, 0);
      kernels.addRowProducts(drawn, y, u, count, neurons);
      const change = products.correlate(y, count);
      const { elements } = kernels.arena;
      for (let neuron = 0; neuron < neurons; neuron++) {
        kernels.addScaled(row(change, neuron), -elements[drawn.offset + neuron]!, row(weights, neuron));
      }
      const largest = kernels.maxAbsolute(change);
      if (largest === 0) return null;
      for (let neuron = 0; neuron < neurons; neuron++) {
        const own = row(weights, neuron);
        const norm = Math.sqrt(kernels.dot(own, own));
        kernels.addScaled(own, (rate * rateShare * Math.abs(norm - 1) ** exponent) / largest, row(change, neuron));
      }
      return null;
    },
  };
}
