import { z } from '../schema.ts';
import { createHormoneRule } from './hormoneRule.ts';
import { createLayerwiseSkin } from './layerwiseSkin.ts';
import { createSetRule } from './setRule.ts';
import type { SkinMember } from './skin.ts';
import { setsOf } from './setsOf.ts';
import { whitenedInputs } from './whitenedInputs.ts';

const parameters = z.object({
  rate: z
    .number()
    .positive()
    .max(10)
    .default(0.5)
    .meta({ label: 'Rate', help: 'Deviation of the random changes of weights, whose mean square is 1; the schedule lets it fall.' }),
  attempts: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(100)
    .meta({ label: 'Attempts', help: 'Random changes tried on every batch, one after the other.' }),
  changed: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(5)
    .meta({ label: 'Neurons changed', help: 'How many neurons, chosen at random, each attempt changes.' }),
});

/**
 * One global number of a layer, its mean stress ½ z² over samples and the neurons of their sets, triggers random changes of weights,
 * which are kept if it falls. Groups of neurons, means and norms are those of homeostasis.
 */
export const stressHormone: SkinMember = {
  name: 'stressHormone',
  label: 'Stress hormone',
  summary: 'One number for the stress of all neurons triggers random changes, which are kept if it falls.',
  equation: 'w ← w + αξ, |w|² = K, if that lowers h = mean ½ z², z = w·(x − m)',
  parameters,
  reads: 'membership',
  usesLoss: false,
  usesOptimizer: false,
  usual(task) {
    const { design, stages } = whitenedInputs(task);
    return {
      design: `${design} > full ${setsOf(task) * task.neurons} clippedLinear`,
      settings: { stages, schedule: { type: 'linear' }, batchSize: 100, epochs: 5 },
    };
  },
  create(context, given) {
    const settings = parameters.parse(given);
    const { kernels } = context.network;
    const top = context.layers.at(-1);
    return createLayerwiseSkin(
      context,
      (layer) =>
        createSetRule(kernels, layer, {
          sets: layer.index === top ? context.sets : null,
          random: context.random('identify', layer.index),
          createRule: (members) => createHormoneRule(kernels, members, { layer, ...settings }),
        }),
      { identifier: (rules) => rules.at(-1)!.identifier },
    );
  },
};
