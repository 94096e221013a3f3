import { WorkbenchError } from '../errors.ts';
import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { CompiledLayer } from '../network/network.ts';
import { z } from '../schema.ts';
import { createGradientSteps, elementwise } from './gradientSteps.ts';
import type { Skin, SkinContext, SkinMember } from './skin.ts';
import { readSkinState, withTargets } from './skinState.ts';

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
  usual: ({ outputs, isClassification, neurons }) => ({
    design: `full ${neurons} relu > full ${Math.max(1, outputs)}${isClassification ? ' softmax' : ''}`,
    settings: {
      loss: { type: isClassification ? 'crossEntropy' : 'pNorm' },
      optimizer: { type: 'adam' },
      schedule: { type: 'linear' },
      epochs: 15,
    },
  }),
  create: createFeedbackAlignment,
};

function createFeedbackAlignment({ network, layers: indices, loss, optimizer, random }: SkinContext): Skin {
  const { kernels } = network;
  if (!loss) throw new WorkbenchError('skin/unfit', 'Feedback alignment needs a loss. Choose one in the trial settings.');
  if (indices.length === 0)
    throw new WorkbenchError('skin/unfit', 'Nothing can be taught: every layer is frozen, taught already or has no parameters.');
  const lowest = indices[0]!;
  const feedback = network.layers.map((layer) => layer.sources.map(({ weights }) => weights && drawFeedback(layer, weights)));
  const runs = indices
    .map((index) => network.layers[index]!.parameters!)
    .map((own) => ({ parameters: own.all, gradients: own.allGradients }));
  const steps = createGradientSteps(kernels, elementwise(optimizer, feedbackAlignment.label), runs);
  const counts = { functionEvaluations: 0, gradientEvaluations: 0 };
  let step = 0;

  /** As large as the first weights are, so that derivatives neither vanish nor grow more than theirs. */
  function drawFeedback(layer: CompiledLayer, weights: Tensor): Tensor {
    const tensor = kernels.arena.allocate(weights.shape);
    const stream = random('feedback', layer.name);
    const spread = Math.sqrt(kernels.dot(weights, weights) / weights.length);
    const values = kernels.arena.view(tensor);
    for (let index = 0; index < values.length; index++) values[index] = spread * stream.normal();
    return tensor;
  }

  function backward(rows: number): void {
    for (const { gradients } of runs) kernels.fill(gradients, 0);
    for (const { axonGradients, size } of network.layers.slice(0, -1)) kernels.fill(subTensor(axonGradients, 0, [rows, size]), 0);
    for (let index = network.layers.length - 1; index >= lowest; index--) {
      const { axons, axonGradients: dz, size, sources, update, parameters } = network.layers[index]!;
      const isTaken = index === network.layers.length - 1 && loss!.gradientOf === 'preactivations';
      if (!isTaken) kernels.applyUpdateDerivative(update!, dz, axons, rows, size);
      const isTaught = indices.includes(index);
      const { biasGradients = null } = parameters ?? {};
      if (isTaught && biasGradients) kernels.addRowSums(biasGradients, dz, (rows * size) / biasGradients.length, biasGradients.length);
      for (const [which, { source, connection, weightGradients }] of sources.entries()) {
        const { axons: x, axonGradients: dx } = network.layers[source]!;
        if (isTaught && weightGradients) connection.weightGradient(weightGradients, dz, x, rows);
        if (source >= lowest) connection.inputGradient(dx, dz, feedback[index]![which]!, rows);
      }
    }
  }

  return {
    counts,
    step(batch, rateShare = 1) {
      const { rows, targets, weights } = withTargets(batch);
      const { outputs, outputGradients, outputPreactivations: preactivations } = network;
      network.forward(rows, true);
      const columns = network.layers.at(-1)!.size;
      const value = loss!.evaluate(kernels, { outputs, preactivations, columns }, targets, outputGradients, rows, weights) / rows;
      backward(rows);
      counts.functionEvaluations++;
      counts.gradientEvaluations++;
      if (!Number.isFinite(value)) return { loss: value, steps: 0, trouble: { kind: 'diverged', reason: 'the loss is not finite' } };
      step++;
      steps.take(step, rateShare);
      network.applyConstraints();
      return { loss: value, steps: 1, trouble: null };
    },
    save: () => ({
      numbers: { step, ...counts },
      arrays: Object.fromEntries(Object.entries(steps.tensors).map(([name, tensor]) => [name, kernels.arena.view(tensor).slice()])),
    }),
    restore(state) {
      const { number, array } = readSkinState(state);
      step = number('step');
      counts.functionEvaluations = number('functionEvaluations');
      counts.gradientEvaluations = number('gradientEvaluations');
      for (const [name, tensor] of Object.entries(steps.tensors)) kernels.arena.view(tensor).set(array(name, tensor.length));
    },
  };
}
