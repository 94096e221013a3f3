import { subTensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { CompiledLayer } from '../network/network.ts';
import type { Random } from '../random/random.ts';
import { z } from '../schema.ts';
import { createGradientSkin } from './gradientSkin.ts';
import { createMixingMasks } from './mixingMasks.ts';
import { addParameterGradients } from './parameterGradients.ts';
import type { Skin, SkinContext, SkinMember } from './skin.ts';

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
      skin: { type: 'forwardForward', threshold: 10 },
      preprocessing: { inputs: 'minMax' },
      optimizer: { type: 'adam', learningRate: 0.003 },
      schedule: { type: 'linear' },
      batchSize: 50,
      epochs: 40,
      readout: { type: 'logistic', from: 'all', nonlinearity: 'none' },
    },
  }),
  create(context, given) {
    return createForwardForward(context, parameters.parse(given).threshold);
  },
};

function createForwardForward(context: SkinContext, threshold: number): Skin {
  const { network, layers: indices, random } = context;
  const { kernels, inputs } = network;
  const { shape, size: inputSize } = network.layers[0]!;
  const samples = kernels.arena.allocate([network.batch, inputSize]);
  const masks = createMixingMasks(shape, random('masks'));

  /** Replaces the network's inputs by mixtures of each sample with another of the batch. */
  function mix(rows: number, stream: Random): void {
    const { elements } = kernels.arena;
    for (let row = 0; row < rows; row++) {
      const other = rows === 1 ? row : (row + 1 + stream.integer(rows - 1)) % rows;
      const mask = masks[stream.integer(masks.length)]!;
      const turned = stream.integer(2);
      for (let index = 0; index < inputSize; index++) {
        const from = mask[index] === turned ? other : row;
        elements[inputs.offset + row * inputSize + index] = elements[samples.offset + from * inputSize + index]!;
      }
    }
  }

  /** Adds the gradients of one half of the objective to each layer's; gives the half itself, summed over the layers. */
  function differentiate(rows: number, isReal: boolean): number {
    let value = 0;
    for (const [which, index] of indices.entries()) {
      network.forwardLayers(which === 0 ? 1 : indices[which - 1]! + 1, index, rows, true);
      const layer = network.layers[index]!;
      const { axons, axonGradients, size, update } = layer;
      value += goodnessGradient(kernels, layer, { rows, threshold, isReal });
      kernels.applyUpdateDerivative(update!, axonGradients, axons, rows, size);
      addParameterGradients(network, layer, rows);
    }
    return value;
  }

  return createGradientSkin(context, forwardForward.label, ({ rows }, step) => {
    kernels.copy(subTensor(samples, 0, [rows, inputSize]), subTensor(inputs, 0, [rows, inputSize]));
    const real = differentiate(rows, true);
    mix(rows, random('mixtures', step));
    return real + differentiate(rows, false);
  });
}

interface Half {
  readonly rows: number;
  readonly threshold: number;
  readonly isReal: boolean;
}

/**
 * Mean over the rows of softplus(θ − g) for samples, softplus(g − θ) for mixtures; its derivative by the layer's axons h, ±σ(±(g − θ)) 2h/n
 * a row, goes to their gradients.
 */
function goodnessGradient(kernels: KernelSet, { axons, axonGradients, size }: CompiledLayer, { rows, threshold, isReal }: Half): number {
  const sign = isReal ? -1 : 1;
  let sum = 0;
  kernels.copy(subTensor(axonGradients, 0, [rows, size]), subTensor(axons, 0, [rows, size]));
  for (let row = 0; row < rows; row++) {
    const gradients = subTensor(axonGradients, row * size, [size]);
    const excess = sign * (kernels.dot(gradients, gradients) / size - threshold);
    sum += softplus(excess);
    kernels.scale(gradients, (sign * 2) / (size * rows * (1 + Math.exp(-excess))));
  }
  return sum / rows;
}

/** log(1 + eˣ) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
