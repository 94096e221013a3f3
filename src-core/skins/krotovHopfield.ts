import { WorkbenchError } from '../errors.ts';
import { subTensor, type FloatArray, type Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import { z } from '../schema.ts';
import { shapeSize } from '../shape.ts';
import { competitiveTeaching } from './competitiveTeaching.ts';
import { createLayerwiseSkin, type LocalRule } from './layerwiseSkin.ts';
import type { LocalLayer } from './localLayer.ts';
import { patchesPerRowParameter } from './patchesPerRow.ts';
import type { SkinMember } from './skin.ts';

const parameters = z.object({
  p: z.number().min(2).max(20).default(3).meta({
    label: 'p',
    help: 'Weights enter the current as sgn(w)|w|^(p−1), and their p-norm goes to 1: the greater, the fewer weights count.',
  }),
  k: z
    .number()
    .int()
    .min(2)
    .max(1000)
    .default(7)
    .meta({ label: 'k', help: 'The neuron with the k-th greatest current is pushed away from the sample.' }),
  delta: z
    .number()
    .min(0)
    .max(10)
    .default(0.4)
    .meta({ label: 'Δ', help: 'How strongly that neuron is pushed away; the winner is drawn with 1.' }),
  rate: z.number().positive().max(10).default(0.04).meta({ label: 'ε', help: 'The greatest change of a weight in a batch.' }),
  patchesPerRow: patchesPerRowParameter,
});
type Parameters = z.infer<typeof parameters>;

/**
 * ΔW = g xᵀ − (Σ g I) W over a batch, divided by its largest absolute value, times ε; g is 1 for the neuron with the greatest current, −Δ
 * for the k-th and 0 for the others (Krotov & Hopfield 2019). Begin with rows whose p-norm is about 4 (`init=unitNorm:10` for 784 inputs
 * and p = 3): that of neurons that win goes to 1.
 */
export const krotovHopfield: SkinMember = {
  name: 'krotovHopfield',
  label: 'Krotov-Hopfield',
  summary: 'The neuron that a sample excites most is drawn towards it, the k-th pushed away.',
  equation: 'ΔW = ε D/max|D|, D = Σ g xᵀ − (Σ g I) W, I = Σ sgn(w)|w|^(p−1) x, g = 1, −Δ, 0 (Krotov & Hopfield 2019)',
  parameters,
  reads: 'inputs',
  usesLoss: false,
  usesOptimizer: false,
  // Weights whose 3-norm is about 4 in the mean over directions.
  usual: ({ neurons, inputShape }) =>
    competitiveTeaching({ neurons, norm: Math.round(3.4 * shapeSize(inputShape) ** (1 / 6)), epochs: 10, batchSize: 100 }),
  create(context, given) {
    const settings = parameters.parse(given);
    return createLayerwiseSkin(
      context,
      (layer) => {
        refuseFewNeurons(layer, settings.k);
        return createKrotovRule(context.network.kernels, layer, settings);
      },
      { patchesPerRow: settings.patchesPerRow },
    );
  },
};

function createKrotovRule(kernels: KernelSet, layer: LocalLayer, { p, k, delta, rate }: Parameters): LocalRule {
  const { neurons, inputs, weights, samples, mostSamples } = layer;
  const { arena } = kernels;
  const currents = arena.allocate([mostSamples, neurons]);
  const change = arena.allocate([neurons, inputs]);
  const drawn = arena.allocate([neurons]);
  const powers = p === 2 ? weights : arena.allocate([neurons, inputs]);
  const ranked = new Int32Array(k);

  function raiseWeights(): void {
    if (p === 2) return;
    const { elements } = arena;
    for (let index = 0; index < weights.length; index++) {
      const weight = elements[weights.offset + index]!;
      elements[powers.offset + index] = weight * (p === 3 ? Math.abs(weight) : Math.abs(weight) ** (p - 2));
    }
  }

  /** Puts g in the place of the currents, and Σ g I into `drawn`. */
  function compete(current: Tensor): void {
    kernels.fill(drawn, 0);
    const { elements } = arena;
    for (let row = current.offset; row < current.offset + current.length; row += neurons) {
      rankGreatest(elements, row, neurons, ranked);
      const [winner, loser] = [ranked[0]!, ranked[k - 1]!];
      elements[drawn.offset + winner]! += elements[row + winner]!;
      elements[drawn.offset + loser]! -= delta * elements[row + loser]!;
      elements.fill(0, row, row + neurons);
      elements[row + winner] = 1;
      elements[row + loser] = -delta;
    }
  }

  return {
    teach({ count, rateShare }) {
      const size = { batch: count, inputs, outputs: neurons };
      const current = subTensor(currents, 0, [count, neurons]);
      raiseWeights();
      kernels.fill(current, 0);
      kernels.forwardProduct(current, samples, powers, size);
      compete(current);
      kernels.fill(change, 0);
      kernels.weightGradientProduct(change, current, samples, size);
      const { elements } = arena;
      for (let neuron = 0; neuron < neurons; neuron++) {
        const factor = elements[drawn.offset + neuron]!;
        const row = (tensor: Tensor) => subTensor(tensor, neuron * inputs, [inputs]);
        if (factor !== 0) kernels.addScaled(row(change), -factor, row(weights));
      }
      const largest = kernels.maxAbsolute(change);
      if (largest > 0) kernels.addScaled(weights, (rate * rateShare) / largest, change);
      return null;
    },
  };
}

/** Fills `ranked` with the indices of the greatest values from `start` on, the greatest first, of equals the first. */
function rankGreatest(elements: FloatArray, start: number, length: number, ranked: Int32Array): void {
  const last = ranked.length - 1;
  let held = 0;
  for (let index = 0; index < length; index++) {
    const value = elements[start + index]!;
    if (held > last && value <= elements[start + ranked[last]!]!) continue;
    let place = held > last ? last : held++;
    for (; place > 0 && value > elements[start + ranked[place - 1]!]!; place--) ranked[place] = ranked[place - 1]!;
    ranked[place] = index;
  }
}

function refuseFewNeurons({ layer: { name }, neurons }: LocalLayer, k: number): void {
  if (neurons >= k) return;
  const message = `Layer "${name}" has ${neurons} neurons, so that none can come ${k}th. Give k at most that number, or the layer more neurons.`;
  throw new WorkbenchError('skin/unfit', message, { layer: name });
}
