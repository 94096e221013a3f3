import { z } from '../schema.ts';
import { createAutoencoderRule } from './autoencoderRule.ts';
import { elementwise } from './gradientSteps.ts';
import { createLayerwiseSkin } from './layerwiseSkin.ts';
import { patchesPerRowParameter } from './patchesPerRow.ts';
import type { SkinMember } from './skin.ts';

const parameters = z.object({
  masked: z
    .number()
    .min(0)
    .max(0.99)
    .default(0.6)
    .meta({ label: 'Masked share', help: 'Share of the inputs that are set to 0 before the layer sees them; it is to restore them.' }),
  error: z.enum(['crossEntropy', 'squared']).default('crossEntropy').meta({
    label: 'Error',
    help: 'How restored inputs are judged: cross-entropy for inputs from 0 to 1, such as pixels; squared for any.',
  }),
  patchesPerRow: patchesPerRowParameter,
});

/**
 * A denoising autoencoder (Vincent et al. 2008): each layer sees its inputs with some of them masked, a decoder of its own restores them
 * from what the layer makes of that, and both follow the gradient of the error. The inputs themselves are compared with, never a label;
 * the decoder goes when the layer is taught.
 */
export const autoencoder: SkinMember = {
  name: 'autoencoder',
  label: 'Denoising autoencoder',
  summary: 'Each layer learns to restore its own inputs, some of which were masked; backpropagation against the input.',
  equation: 'minimise E(x, g(D f(W x̃ + b) + c)), x̃ = x masked (Vincent et al. 2008)',
  parameters,
  reads: 'inputs',
  usesLoss: false,
  usesOptimizer: true,
  usual: ({ neurons }) => ({
    design: `full ${neurons} relu`,
    settings: {
      skin: { type: 'autoencoder', masked: 0.75 },
      preprocessing: { inputs: 'minMax' },
      optimizer: { type: 'adam', learningRate: 0.002 },
      schedule: { type: 'linear' },
      batchSize: 50,
      epochs: 40,
      readout: { type: 'logistic', nonlinearity: 'none' },
    },
  }),
  create(context, given) {
    const { patchesPerRow, ...settings } = parameters.parse(given);
    const optimizer = elementwise(context.optimizer, autoencoder.label);
    const { kernels } = context.network;
    return createLayerwiseSkin(
      context,
      (layer) => createAutoencoderRule(kernels, layer, { ...settings, optimizer, random: context.random('decoder', layer.index) }),
      { patchesPerRow },
    );
  },
};
