import { WorkbenchError } from '../errors.ts';
import { subTensor } from '../kernels/arena.ts';
import type { CompiledLayer } from '../network/network.ts';
import { z } from '../schema.ts';
import { createGradientSteps, elementwise } from './gradientSteps.ts';
import { createMixingMasks } from './mixingMasks.ts';
import type { Skin, SkinContext, SkinMember } from './skin.ts';
import { readSkinState } from './skinState.ts';

const parameters = z.object({
  threshold: z
    .number()
    .positive()
    .max(1e6)
    .default(2)
    .meta({ label: 'Threshold θ', help: 'Mean square of the axons above which a sample counts as real.' }),
});

/**
 * Forward-Forward without labels (Hinton 2022): each layer raises its goodness g = mean h² on samples and lowers it on mixtures of two
 * of them, by the gradient of softplus(θ − g⁺) + softplus(g⁻ − θ) through itself alone. A layer between them that brings lengths to 1
 * keeps the next one from reading the goodness of the one below.
 */
export const forwardForward: SkinMember = {
  name: 'forwardForward',
  label: 'Forward-Forward',
  summary: 'Each layer learns to answer strongly to samples and weakly to mixtures of two; nothing goes backwards.',
  equation: 'minimise softplus(θ − g⁺) + softplus(g⁻ − θ), g = mean h² (Hinton 2022)',
  parameters,
  reads: 'inputs',
  usesLoss: false,
  usesOptimizer: true,
  usual: ({ neurons }) => ({
    design: `normalise centre=off > full ${neurons} relu > normalise centre=off > full ${neurons} relu > normalise centre=off`,
    settings: {
      preprocessing: { inputs: 'minMax' },
      optimizer: { type: 'adam', learningRate: 0.003 },
      schedule: { type: 'linear' },
      batchSize: 100,
      epochs: 25,
      readout: { type: 'logistic', from: 'all', nonlinearity: 'none' },
    },
  }),
  create(context, given) {
    return createForwardForward(context, parameters.parse(given).threshold);
  },
};

function createForwardForward({ network, layers: indices, optimizer, random }: SkinContext, threshold: number): Skin {
  const { kernels } = network;
  if (indices.length === 0)
    throw new WorkbenchError('skin/unfit', 'Nothing can be taught: every layer is frozen, taught already or has no parameters.');
  const layers = indices.map((index) => network.layers[index]!);
  const runs = layers.map(({ parameters: own }) => ({ parameters: own!.all, gradients: own!.allGradients }));
  const steps = createGradientSteps(kernels, elementwise(optimizer, forwardForward.label), runs);
  const inputSize = network.layers[0]!.size;
  const samples = kernels.arena.allocate([network.batch, inputSize]);
  const masks = createMixingMasks(network.layers[0]!.shape, random('masks'));
  const counts = { functionEvaluations: 0, gradientEvaluations: 0 };
  let step = 0;

  /** Replaces the network's inputs by mixtures of each sample with another of the batch. */
  function mix(rows: number): void {
    const stream = random('mixtures', step);
    const { elements } = kernels.arena;
    for (let row = 0; row < rows; row++) {
      const other = rows === 1 ? row : (row + 1 + stream.integer(rows - 1)) % rows;
      const mask = masks[stream.integer(masks.length)]!;
      const turned = stream.integer(2);
      for (let index = 0; index < inputSize; index++) {
        const from = mask[index] === turned ? other : row;
        elements[network.inputs.offset + row * inputSize + index] = elements[samples.offset + from * inputSize + index]!;
      }
    }
  }

  /** Adds the gradients of one half of the objective to each layer's; gives the half itself, summed over the layers. */
  function differentiate(rows: number, isReal: boolean): number {
    let value = 0;
    for (const [which, layer] of layers.entries()) {
      const below = which === 0 ? 0 : indices[which - 1]!;
      network.forwardLayers(below + 1, indices[which]!, rows, true);
      value += differentiateLayer(layer, rows, isReal);
    }
    return value;
  }

  function differentiateLayer(layer: CompiledLayer, rows: number, isReal: boolean): number {
    const { axons, axonGradients, size, sources, update } = layer;
    const value = goodnessGradient(layer, rows, isReal);
    const dz = subTensor(axonGradients, 0, [rows, size]);
    kernels.applyUpdateDerivative(update!, dz, subTensor(axons, 0, [rows, size]), rows, size);
    for (const { source, connection, weightGradients } of sources) {
      if (weightGradients) connection.weightGradient(weightGradients, dz, network.layers[source]!.axons, rows);
    }
    const biasGradients = layer.parameters!.biasGradients;
    if (biasGradients) kernels.addRowSums(biasGradients, dz, (rows * size) / biasGradients.length, biasGradients.length);
    return value;
  }

  /** ∂/∂h of the mean over the rows of softplus(±(θ − g)) to the layer's axon gradients. */
  function goodnessGradient({ axons, axonGradients, size }: CompiledLayer, rows: number, isReal: boolean): number {
    const { elements } = kernels.arena;
    const sign = isReal ? -1 : 1;
    let value = 0;
    for (let row = 0; row < rows; row++) {
      const first = axons.offset + row * size;
      let squares = 0;
      for (let axon = first; axon < first + size; axon++) squares += elements[axon]! ** 2;
      const excess = sign * (squares / size - threshold);
      value += softplus(excess) / rows;
      const slope = (sign * 2) / (size * rows * (1 + Math.exp(-excess)));
      for (let axon = 0; axon < size; axon++) elements[axonGradients.offset + row * size + axon] = slope * elements[first + axon]!;
    }
    return value;
  }

  return {
    counts,
    step({ rows }, rateShare = 1) {
      kernels.copy(subTensor(samples, 0, [rows, inputSize]), subTensor(network.inputs, 0, [rows, inputSize]));
      for (const { gradients } of runs) kernels.fill(gradients, 0);
      const real = differentiate(rows, true);
      mix(rows);
      const loss = real + differentiate(rows, false);
      counts.functionEvaluations++;
      counts.gradientEvaluations++;
      if (!Number.isFinite(loss)) return { loss, steps: 0, trouble: { kind: 'diverged', reason: 'the goodness is not finite' } };
      step++;
      steps.take(step, rateShare);
      return { loss, steps: 1, trouble: null };
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

/** log(1 + eˣ) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
