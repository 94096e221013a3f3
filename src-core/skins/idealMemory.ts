import { z } from '../schema.ts';
import { createIdealRule } from './idealRule.ts';
import { createLayerwiseSkin } from './layerwiseSkin.ts';
import type { SkinMember } from './skin.ts';
import { whitenedInputs } from './whitenedInputs.ts';

const parameters = z.object({
  rate: z
    .number()
    .positive()
    .max(1)
    .default(0.02)
    .meta({ label: 'Rate', help: 'Share of the way to its ideal by which an axon is moved on a sample; the schedule lets it fall.' }),
  noise: z
    .number()
    .min(0)
    .max(10)
    .default(0.1)
    .meta({ label: 'Noise', help: 'Deviation of the random share by which an input is read too large or too small.' }),
  norm: z
    .number()
    .positive()
    .max(1e6)
    .default(1)
    .meta({ label: 'Norm', help: "Euclidean norm to which each neuron's weights are scaled after every change." }),
});

/**
 * Every neuron remembers what its axon is on average over each set, its ideal, and moves towards it: δw = η (ideal_c − y) x ξ/(Σx² + 0.001)
 * with ξ ~ N(1, 0.1) for every input of every sample; rows are then scaled to a fixed norm. Biases are not taught.
 */
export const idealMemory: SkinMember = {
  name: 'idealMemory',
  label: 'Ideal memory',
  summary: 'Each neuron remembers its usual value for every set and moves towards it whenever a member is shown.',
  equation: 'δw = η(ideal_c − y) x N(1, 0.1)/(Σx² + 0.001), ideal_c the running mean of y over set c',
  parameters,
  reads: 'membership',
  usesLoss: false,
  usesOptimizer: false,
  usual(task) {
    const { design, stages } = whitenedInputs(task);
    return {
      design: `${design} > full ${task.neurons} clippedLinear`,
      settings: { stages, schedule: { type: 'linear' }, batchSize: 100, epochs: 5 },
    };
  },
  create(context, given) {
    const settings = parameters.parse(given);
    return createLayerwiseSkin(
      context,
      (layer) =>
        createIdealRule(context.network.kernels, layer, {
          ...settings,
          sets: Math.max(1, context.sets),
          sampling: context.random('identify', layer.index),
        }),
      { identifier: (rules) => rules.at(-1)!.identifier },
    );
  },
};
