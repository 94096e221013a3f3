import type { UpdateFunction } from '../kernels/kernelSet.ts';
import { z } from '../schema.ts';
import { createAgeingRule } from './ageingRule.ts';
import { createCalmingRule } from './calmingRule.ts';
import { createLayerwiseSkin } from './layerwiseSkin.ts';
import { createSetRule } from './setRule.ts';
import type { SkinMember } from './skin.ts';
import { setsOf } from './setsOf.ts';
import { whitenedInputs } from './whitenedInputs.ts';

const parameters = z.object({
  rule: z.enum(['sign', 'linear', 'ageing']).default('sign').meta({
    label: 'Rule',
    help: 'Sign and linear turn weights of a fixed norm away from what stresses the neuron; ageing lets them fade along it, each at its own pace, and needs a multiple of the inputs as neurons a set.',
  }),
  rate: z
    .number()
    .positive()
    .max(1)
    .default(0.01)
    .meta({ label: 'Rate', help: 'How far a weight moves per sample; the schedule lets it fall.' }),
  noise: z.number().min(0).max(10).default(0).meta({
    label: 'Noise',
    help: 'Deviation of the random share by which every single change is too large or too small; not for ageing.',
  }),
  who: z
    .enum(['all', 'stressed'])
    .default('all')
    .meta({ label: 'Who changes', help: 'All neurons, or only those whose axon a sample drives to 0 or 1; ageing neurons all do.' }),
});

/**
 * Every neuron changes its own weights to calm down, w ← w − α (1 + ξ) q(z) (x − w z/K), z = w·(x − m), with |w|² = K the number of inputs
 * and m their mean over the set, and so finds directions in which its set does not vary. The neurons of the last layer are split into
 * groups, each taught on the members of one set only; a layer below is one group over all samples. None sees another neuron, an output or
 * a target. It refuses a last layer whose neurons are no multiple of the sets.
 */
export const homeostasis: SkinMember = {
  name: 'homeostasis',
  label: 'Homeostasis',
  summary: "Neurons of each set change their weights until the set's members no longer stress them; whatever stresses them is no member.",
  equation: 'δw = −α(1 + ξ) q(z)(x − w z/K), z = w·(x − m), |w|² = K; q(z) = sgn z or z; or δw = −α z x for ageing',
  parameters,
  reads: 'membership',
  usesLoss: false,
  usesOptimizer: false,
  usual(task) {
    const { design, directions, stages } = whitenedInputs(task);
    const neurons = setsOf(task) * directions * Math.max(1, Math.round(task.neurons / directions));
    const isTable = task.inputShape.length === 1;
    return {
      design: `${design} > full ${neurons} clippedLinear`,
      settings: {
        skin: { type: 'homeostasis', rule: 'ageing', rate: isTable ? 0.01 : 0.005 },
        stages,
        schedule: { type: 'linear' },
        batchSize: 100,
        epochs: isTable ? 30 : 3,
      },
    };
  },
  create(context, given) {
    const { rule, rate, noise, who } = parameters.parse(given);
    const { kernels } = context.network;
    const top = context.layers.at(-1);
    return createLayerwiseSkin(
      context,
      (layer) => {
        const { inputs, mostSamples } = layer;
        return createSetRule(kernels, layer, {
          sets: layer.index === top ? context.sets : null,
          random: context.random('identify', layer.index),
          createRule: (members) =>
            rule === 'ageing'
              ? createAgeingRule(kernels, members, { rate, layer: layer.layer.name, inputs, mostSamples })
              : createCalmingRule(kernels, members, { rule, rate, noise, who, fit: fitRange(layer.layer.update), inputs, mostSamples }),
        });
      },
      { identifier: (rules) => rules.at(-1)!.identifier },
    );
  },
};

/** Between which sums a neuron is fit: where its clipped line is neither 0 nor 1; −1 … 1 for other updates. */
function fitRange(update: UpdateFunction | null): { zMin: number; zMax: number } {
  if (update?.kind !== 'elementwise' || update.kernel !== 'clippedLinear') return { zMin: -1, zMax: 1 };
  return { zMin: update.alpha, zMax: update.alpha + 1 / update.beta };
}
