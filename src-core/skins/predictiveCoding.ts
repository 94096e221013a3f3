import { subTensor, type Tensor } from '../kernels/arena.ts';
import { z } from '../schema.ts';
import { fullChain, type ChainLayer } from './fullChain.ts';
import { createGradientSkin } from './gradientSkin.ts';
import { outputError } from './outputError.ts';
import { addParameterGradients } from './parameterGradients.ts';
import type { Skin, SkinContext, SkinMember, TargetsBatch } from './skin.ts';
import { withTargets } from './skinState.ts';

const parameters = z.object({
  steps: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(20)
    .meta({ label: 'Inference steps', help: 'Steps in which the values of hidden neurons settle between inputs and wanted outputs.' }),
  pace: z
    .number()
    .positive()
    .max(1)
    .default(0.1)
    .meta({ label: 'Pace', help: 'Share of the way that a value goes in a step; large ones can swing.' }),
  variance: z.number().min(1e-3).max(1e6).default(1).meta({
    label: 'Variance of the outputs',
    help: 'How little errors of the outputs count beside those of hidden values: at 1 as much; the larger, the closer to backpropagation.',
  }),
});

/**
 * Predictive coding (Whittington & Bogacz 2017): each layer predicts its values μ = f(W x + b) from those of the layer below. With inputs
 * and wanted outputs held, hidden values settle where the errors x − μ are small; then every layer lowers its own. As the variance of the
 * outputs grows, that becomes the gradient of backpropagation. Its answers are the predictions upwards, the network's own pass.
 */
export const predictiveCoding: SkinMember = {
  name: 'predictiveCoding',
  label: 'Predictive coding',
  summary: 'Hidden values settle between inputs and wanted outputs, then each layer learns to predict its own; every step is local.',
  equation:
    'E = ½|t − μ_L|²/σ² + Σ_l ½|x_l − μ_l|², μ_l = f(W_l x_{l−1} + b_l): x ← x − γ ∂E/∂x, then W along −σ² ∂E/∂W (Whittington & Bogacz 2017)',
  parameters,
  reads: 'targets',
  usesLoss: false,
  usesOptimizer: true,
  usual: ({ outputs, neurons }) => ({
    design: `full ${neurons} relu > full ${Math.max(1, outputs)}`,
    settings: { optimizer: { type: 'adam' }, schedule: { type: 'linear' }, epochs: 10 },
  }),
  create: (context, given) => createPredictiveCoding(context, parameters.parse(given)),
};

function createPredictiveCoding(context: SkinContext, { steps, pace, variance }: z.infer<typeof parameters>): Skin {
  const { network } = context;
  const { kernels, batch, outputs } = network;
  const chain = fullChain(context, predictiveCoding.label);
  const hidden = chain.slice(0, -1);
  const outputSize = network.layers.at(-1)!.size;
  // The outputs' values are held at the targets, so that the layer's own axons have room for what it predicts.
  const predictions = chain.map(({ size }, which) => (which < hidden.length ? kernels.arena.allocate([batch, size]) : outputs));
  const pull = kernels.arena.allocate([batch, Math.max(1, ...hidden.map(({ size }) => size))]);

  function predict({ below, weights, bias, update, size }: ChainLayer, prediction: Tensor, rows: number): void {
    kernels.setRows(prediction, bias, rows, size);
    kernels.forwardProduct(prediction, below.axons, weights, { batch: rows, inputs: below.size, outputs: size });
    kernels.applyUpdate(update, prediction, rows, size);
  }

  /** Leaves ∂E/∂z = (μ − x) f′(μ) of every layer in its axon gradients; gives the mean of ½|t − μ_L|² over the batch. */
  function findErrors(taught: TargetsBatch): number {
    const { rows } = taught;
    for (const [which, { layer, size }] of hidden.entries()) {
      const errors = subTensor(layer.axonGradients, 0, [rows, size]);
      kernels.copy(errors, subTensor(predictions[which]!, 0, [rows, size]));
      kernels.addScaled(errors, -1, subTensor(layer.axons, 0, [rows, size]));
    }
    const error = outputError(network, taught, network.outputGradients);
    kernels.scale(subTensor(network.outputGradients, 0, [rows, outputSize]), 1 / variance);
    for (const [which, { layer, update, size }] of chain.entries())
      kernels.applyUpdateDerivative(update, layer.axonGradients, predictions[which]!, rows, size);
    return error;
  }

  /** x ← x + γ (μ − x − Wᵀ ∂E/∂z of the layer above) for hidden layers, and what is then predicted. */
  function settle(rows: number): void {
    for (const [which, { layer, size }] of hidden.entries()) {
      const above = chain[which + 1]!;
      const values = subTensor(layer.axons, 0, [rows, size]);
      const pulled = subTensor(pull, 0, [rows, size]);
      kernels.fill(pulled, 0);
      kernels.inputGradientProduct(pulled, above.layer.axonGradients, above.weights, { batch: rows, inputs: size, outputs: above.size });
      kernels.scale(values, 1 - pace);
      kernels.addScaled(values, pace, subTensor(predictions[which]!, 0, [rows, size]));
      kernels.addScaled(values, -pace, pulled);
    }
    // The lowest layer reads values that are held, so that its prediction stands.
    for (const [which, link] of chain.entries()) if (which > 0) predict(link, predictions[which]!, rows);
  }

  return createGradientSkin(context, predictiveCoding.label, (given) => {
    const taught = withTargets(given);
    const { rows } = taught;
    network.forward(rows, true);
    for (const [which, { layer, size }] of hidden.entries())
      kernels.copy(subTensor(predictions[which]!, 0, [rows, size]), subTensor(layer.axons, 0, [rows, size]));
    const error = findErrors(taught);
    for (let step = 0; step < steps; step++) {
      settle(rows);
      findErrors(taught);
    }
    for (const { layer, size, isTaught } of chain) {
      if (!isTaught) continue;
      kernels.scale(subTensor(layer.axonGradients, 0, [rows, size]), variance / rows);
      addParameterGradients(network, layer, rows);
    }
    return error;
  });
}
