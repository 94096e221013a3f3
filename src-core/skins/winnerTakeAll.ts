import { WorkbenchError } from '../errors.ts';
import { subTensor, type FloatArray } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import { z } from '../schema.ts';
import { createLayerwiseSkin, type LocalRule } from './layerwiseSkin.ts';
import type { LocalLayer } from './localLayer.ts';
import { createLocalProducts } from './localProducts.ts';
import { patchesPerRowParameter } from './patchesPerRow.ts';
import type { SkinMember } from './skin.ts';
import { usualDirections } from './usualDirections.ts';

const parameters = z.object({
  rate: z.number().positive().max(100).default(0.1).meta({
    label: 'Rate',
    help: 'How far a winner moves towards the mean of the samples it has won in a batch.',
  }),
  signed: z.boolean().default(true).meta({
    label: 'Signed',
    help: 'On: the greatest |w·x| wins, and moves towards x or −x. Off: the greatest w·x wins.',
  }),
  mirrored: z.boolean().default(false).meta({
    label: 'Mirrored',
    help: 'The latter half of the neurons are the mirror images −w of the first half, so that with ReLU both signs of an answer get through.',
  }),
  threshold: z.number().min(0).max(1e6).default(0).meta({
    label: 'Threshold',
    help: 'Becomes the bias −θ of every neuron: with ReLU only answers above it get through.',
  }),
  patchesPerRow: patchesPerRowParameter,
});
type Parameters = z.infer<typeof parameters>;

/**
 * The neuron with the greatest |w·x| moves towards sgn(w·x) x, and all weights stay on the unit sphere: w ← (w + η x̄)/|w + η x̄|, x̄ the
 * mean of the ±x that it has won in the batch (spherical k-means; Rumelhart & Zipser 1985, Coates & Ng 2012).
 */
export const winnerTakeAll: SkinMember = {
  name: 'winnerTakeAll',
  label: 'Winner takes all',
  summary: 'The neuron that answers most strongly to a sample moves towards it, on the unit sphere.',
  equation: 'w ← (w + η x̄)/|w + η x̄|, x̄ the mean of sgn(w·x) x over the samples of which |w·x| is the greatest of all neurons',
  parameters,
  reads: 'inputs',
  usesLoss: false,
  usesOptimizer: false,
  usual: ({ neurons, inputShape }) => ({
    design: `full ${usualDirections(inputShape)} name=white > normalise scale=unitNorm centre=off > full ${neurons} bias=off`,
    settings: {
      stages: [{ layers: ['white'], skin: { type: 'whitening' } }],
      schedule: { type: 'linear' },
      batchSize: 100,
      epochs: 5,
    },
  }),
  create(context, given) {
    const settings = parameters.parse(given);
    return createLayerwiseSkin(
      context,
      (layer) => {
        refuseUnfit(layer, settings);
        return createWinnerRule(context.network.kernels, layer, settings);
      },
      { patchesPerRow: settings.patchesPerRow },
    );
  },
};

function createWinnerRule(kernels: KernelSet, layer: LocalLayer, { rate, signed, mirrored, threshold }: Parameters): LocalRule {
  const { inputs, weights, bias } = layer;
  const neurons = mirrored ? layer.neurons / 2 : layer.neurons;
  const taught = subTensor(weights, 0, [neurons, inputs]);
  const products = createLocalProducts(kernels, layer, neurons);
  const wins = new Float64Array(neurons);

  function finishBatch(): void {
    kernels.normalizeRows(taught, neurons, inputs, 1);
    if (mirrored) {
      const images = subTensor(weights, neurons * inputs, [neurons, inputs]);
      kernels.fill(images, 0);
      kernels.addScaled(images, -1, taught);
    }
    if (bias) kernels.fill(bias, -threshold);
  }

  return {
    teach({ count, rateShare }) {
      // Weights as drawn may have any norm, and those with the greatest would win.
      kernels.normalizeRows(taught, neurons, inputs, 1);
      const y = products.answer(count, null);
      const { elements } = kernels.arena;
      wins.fill(0);
      for (let row = y.offset; row < y.offset + y.length; row += neurons) {
        const winner = greatest(elements, row, neurons, signed);
        const sign = elements[row + winner]! < 0 && signed ? -1 : 1;
        wins[winner]!++;
        elements.fill(0, row, row + neurons);
        elements[row + winner] = sign;
      }
      const sums = products.correlate(y, count);
      for (let neuron = 0; neuron < neurons; neuron++) {
        if (wins[neuron] === 0) continue;
        const row = neuron * inputs;
        kernels.addScaled(subTensor(taught, row, [inputs]), (rate * rateShare) / wins[neuron]!, subTensor(sums, row, [inputs]));
      }
      finishBatch();
      return null;
    },
  };
}

/** Index of the greatest value, or magnitude, of equals the first. */
function greatest(elements: FloatArray, start: number, length: number, ofMagnitude: boolean): number {
  let winner = 0;
  let most = -Infinity;
  for (let index = 0; index < length; index++) {
    const value = elements[start + index]!;
    const size = ofMagnitude ? Math.abs(value) : value;
    if (size <= most) continue;
    most = size;
    winner = index;
  }
  return winner;
}

function refuseUnfit({ layer: { name }, neurons, bias }: LocalLayer, { mirrored, threshold }: Parameters): void {
  const refuse = (reason: string) => new WorkbenchError('skin/unfit', `Layer "${name}" does not fit: ${reason}`, { layer: name });
  if (mirrored && neurons % 2 !== 0) throw refuse(`of ${neurons} neurons no half can mirror the other. Give it an even number.`);
  if (threshold !== 0 && !bias) throw refuse('the threshold becomes its bias, and it has none. Switch the bias on.');
}
