import { WorkbenchError } from '../errors.ts';
import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { CompiledLayer } from '../network/network.ts';
import { z } from '../schema.ts';
import { backpropagation } from './backpropagation.ts';
import { createGradientSkin } from './gradientSkin.ts';
import { addParameterGradients } from './parameterGradients.ts';
import type { Skin, SkinContext, SkinMember } from './skin.ts';
import { withTargets } from './skinState.ts';

/**
 * Backpropagation whose way back is not the way there: derivatives go down through fixed random weights B in place of M, to which the
 * network's own come to align (Lillicrap et al. 2016). It reads targets, and stands beside the skins that do not.
 */
export const feedbackAlignment: SkinMember = {
  name: 'feedbackAlignment',
  label: 'Feedback alignment',
  summary: 'Backpropagation through fixed random weights on the way down, so that no neuron needs to know the weights above it.',
  equation: '∂L/∂M_ji = z_j f′(x_j) x_i, z_i += z_j f′(x_j) B_ji, B random and fixed (Lillicrap et al. 2016)',
  parameters: z.object({}),
  reads: 'targets',
  usesLoss: true,
  usesOptimizer: true,
  usual: (task) => backpropagation.usual(task),
  create: (context) => createFeedbackAlignment(context),
};

/**
 * Feedback alignment over a network; `feedbackOf` gives the weights B of a layer in place of its own `weights`, of the same length.
 * @throws skin/unfit
 */
export function createFeedbackAlignment(context: SkinContext, feedbackOf = randomFeedback(context)): Skin {
  const { network, layers: indices, loss } = context;
  if (!loss) throw new WorkbenchError('skin/unfit', 'Feedback alignment needs a loss. Choose one in the trial settings.');
  const { kernels, outputs, outputGradients, outputPreactivations: preactivations } = network;
  const lowest = indices[0] ?? 0;
  const top = network.layers.length - 1;
  const columns = network.layers[top]!.size;
  const feedback = network.layers.map((layer, index) =>
    layer.sources.map(({ source, weights }) => (index > lowest && source >= lowest && weights ? feedbackOf(layer, weights) : weights)),
  );

  function backward(rows: number): void {
    for (const { axonGradients, size } of network.layers.slice(0, -1)) kernels.fill(subTensor(axonGradients, 0, [rows, size]), 0);
    for (let index = top; index >= lowest; index--) {
      const layer = network.layers[index]!;
      const { axons, axonGradients: dz, size, sources, update } = layer;
      const isTaken = index === top && loss!.gradientOf === 'preactivations';
      if (!isTaken) kernels.applyUpdateDerivative(update!, dz, axons, rows, size);
      if (indices.includes(index)) addParameterGradients(network, layer, rows);
      for (const [which, { source, connection }] of sources.entries()) {
        if (source >= lowest) connection.inputGradient(network.layers[source]!.axonGradients, dz, feedback[index]![which]!, rows);
      }
    }
  }

  return createGradientSkin(context, feedbackAlignment.label, (batch) => {
    const { rows, targets, weights } = withTargets(batch);
    network.forward(rows, true);
    const sum = loss.evaluate(kernels, { outputs, preactivations, columns }, targets, outputGradients, rows, weights);
    backward(rows);
    return sum / rows;
  });
}

/** Weights drawn as large as the first ones are, so that derivatives neither vanish nor grow more than theirs. */
function randomFeedback({ network, random }: SkinContext) {
  const { kernels } = network;
  return (layer: CompiledLayer, weights: Tensor): Tensor => {
    const tensor = kernels.arena.allocate(weights.shape);
    const stream = random('feedback', layer.name);
    const spread = Math.sqrt(kernels.dot(weights, weights) / weights.length);
    const values = kernels.arena.view(tensor);
    for (let index = 0; index < values.length; index++) values[index] = spread * stream.normal();
    return tensor;
  };
}
