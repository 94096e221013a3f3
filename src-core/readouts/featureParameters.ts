import { z } from '../schema.ts';

/** What is done to the axons before they are read. `auto` takes what does best on rows kept back from the training part. */
export const nonlinearityNames = ['auto', 'none', 'relu', 'softmax5', 'square', 'cube'] as const;

/** The parameters that all readouts of features share. */
export const featureParameters = {
  from: z
    .enum(['last', 'all', 'input'])
    .default('last')
    .meta({ label: 'Features', help: 'The last layer, all taught layers side by side, or the inputs themselves.' }),
  nonlinearity: z.enum(nonlinearityNames).default('auto').meta({
    label: 'Readout nonlinearity',
    help: 'What is done to the axons before they are read; auto takes what does best on training rows kept back for it.',
  }),
};

/** Which axons a readout of features reads. */
export type FeatureSource = 'last' | 'all' | 'input';
/** What is done to axons before they are read, once `auto` has been decided. */
export type Nonlinearity = Exclude<(typeof nonlinearityNames)[number], 'auto'>;
