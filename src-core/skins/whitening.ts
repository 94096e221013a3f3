import { WorkbenchError } from '../errors.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import { z } from '../schema.ts';
import { createLayerwiseSkin, type LocalRule } from './layerwiseSkin.ts';
import { leadingDirections } from './leadingDirections.ts';
import type { LocalLayer } from './localLayer.ts';
import { patchesPerRowParameter } from './patchesPerRow.ts';
import { principalRateParameter } from './principalStep.ts';
import { refuseSeveralLayers } from './refuseSeveralLayers.ts';
import { createSampleStatistics } from './sampleStatistics.ts';
import { createSangerRule } from './sanger.ts';
import type { SkinMember } from './skin.ts';
import { usualDirections } from './usualDirections.ts';
import { whitenAlong } from './whitenAlong.ts';

const parameters = z.object({
  kind: z.enum(['pca', 'zca']).default('pca').meta({
    label: 'Kind',
    help: 'PCA: a neuron for each of the first principal directions. ZCA: the same turned back, so that each neuron stays by its own input; needs as many neurons as inputs.',
  }),
  method: z.enum(['decomposition', 'sanger']).default('decomposition').meta({
    label: 'Method',
    help: "Decomposition: exact, after one epoch. Sanger: the neurons find the directions by themselves, by Sanger's rule; takes some twenty epochs and a rate that falls, and only there the rate counts.",
  }),
  epsilon: z.number().min(0).max(1e6).default(1e-3).meta({
    label: 'ε',
    help: 'Added to each variance, so that directions in which hardly anything varies are not blown up; for ZCA 0.1 is usual.',
  }),
  epsilonIs: z.enum(['share', 'variance']).default('share').meta({
    label: 'ε is',
    help: 'Share: a share of the mean variance of the inputs. Variance: the number itself.',
  }),
  rate: principalRateParameter,
  patchesPerRow: patchesPerRowParameter,
});
type Parameters = z.infer<typeof parameters>;

/** w = v/√(λ + ε), b = −w·m for the layer's neurons; for ZCA W = Σ v vᵀ/√(λ + ε). Along a direction without any variance w is 0. */
export const whitening: SkinMember = {
  name: 'whitening',
  label: 'Whitening',
  summary: 'Each neuron takes a principal direction of the inputs, less the mean and divided by its spread, so that all vary alike.',
  equation: 'wᵢ = vᵢ/√(λᵢ + ε), b = −w·m, (λᵢ, vᵢ) of the covariance; ZCA: W = Σ vᵢ vᵢᵀ/√(λᵢ + ε) (Bell & Sejnowski 1997)',
  parameters,
  reads: 'inputs',
  usesLoss: false,
  usesOptimizer: false,
  usual: ({ inputShape }) => ({ design: `full ${usualDirections(inputShape)}`, settings: { batchSize: 100, epochs: 1 } }),
  create(context, given) {
    const settings = parameters.parse(given);
    refuseSeveralLayers(context, 'Whitening');
    const { kernels } = context.network;
    const createRule = settings.method === 'sanger' ? createSangerWhitening : createDecomposition;
    return createLayerwiseSkin(
      context,
      (layer) => {
        refuseUnfit(layer, settings);
        return createRule(kernels, layer, settings);
      },
      { patchesPerRow: settings.patchesPerRow },
    );
  },
};

/** Gathers the covariance while the weights stay as drawn; the weights come at the end. */
function createDecomposition(kernels: KernelSet, layer: LocalLayer, settings: Parameters): LocalRule {
  const { neurons, inputs } = layer;
  const statistics = createSampleStatistics(kernels, layer);
  return {
    teach({ count }) {
      statistics.take(count);
      return null;
    },
    finish() {
      const found = statistics.read();
      if (!found) return;
      const { mean, covariance } = found;
      const { values, vectors } = leadingDirections(kernels, covariance, inputs, neurons);
      const meanVariance = mean.reduce((sum, _, input) => sum + covariance[input * (inputs + 1)]!, 0) / inputs;
      whitenAlong(kernels, layer, { mean, variances: values, vectors, meanVariance }, settings);
    },
    tensors: statistics.tensors,
    numbers: statistics.numbers,
  };
}

/** Sanger's rule, which leaves rows of unit length; the variances are the mean squares of the answers over about the last hundred batches. */
function createSangerWhitening(kernels: KernelSet, layer: LocalLayer, settings: Parameters): LocalRule {
  const { neurons, inputs } = layer;
  const { teach, sampleMean, products } = createSangerRule(kernels, layer, settings.rate);
  const variances = kernels.arena.allocate([neurons]);
  const numbers = Object.assign(sampleMean.numbers, { batchesSeen: 0 });

  return {
    teach(batch) {
      teach(batch);
      const share = 1 / Math.min(++numbers.batchesSeen, 100);
      const { elements } = kernels.arena;
      for (let neuron = 0; neuron < neurons; neuron++) {
        const square = elements[products.offset + neuron * (neurons + 1)]! / batch.count;
        elements[variances.offset + neuron]! += share * (square - elements[variances.offset + neuron]!);
      }
      return null;
    },
    finish() {
      if (numbers.batchesSeen === 0) return;
      const { arena } = kernels;
      const [mean, vectors] = [arena.view(sampleMean.mean), arena.view(layer.weights).slice()];
      const meanVariance = sampleMean.squareLength() / inputs;
      whitenAlong(kernels, layer, { mean, variances: arena.view(variances), vectors, meanVariance }, settings);
    },
    tensors: { ...sampleMean.tensors, variances },
    numbers,
  };
}

function refuseUnfit({ layer: { name }, neurons, inputs, bias }: LocalLayer, { kind }: Parameters): void {
  const refuse = (reason: string) => new WorkbenchError('skin/unfit', `Layer "${name}" cannot be whitened: ${reason}`, { layer: name });
  if (!bias) throw refuse('its bias is to subtract the mean, and it has none. Switch the bias on.');
  if (neurons > inputs) throw refuse(`there are ${inputs} principal directions at most, and it has ${neurons} neurons. Make it smaller.`);
  if (kind === 'zca' && neurons !== inputs) throw refuse(`ZCA gives a neuron for each of its ${inputs} inputs, and it has ${neurons}.`);
}
