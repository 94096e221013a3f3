import { WorkbenchError } from '../errors.ts';
import { createGradientSteps, elementwise } from './gradientSteps.ts';
import type { Skin, SkinBatch, SkinContext, SkinStep } from './skin.ts';
import { readSkinState } from './skinState.ts';
import { weightPenalty } from './weightPenalty.ts';

/**
 * Adds to the gradients of the layers taught, which are 0, what a skin takes for the derivative of its objective by their parameters, and
 * gives that objective: its mean over the batch in `network.inputs`. `step` counts the batches before, from 0.
 */
export type Differentiate = (batch: SkinBatch, step: number) => number;

/**
 * A skin that makes a gradient of its own of every batch, along which an element-wise optimizer then steps, each layer at its own
 * learning-rate scale. Penalties on weights are added to it, as in backpropagation.
 * @param label the skin, for people
 * @throws skin/unfit where nothing can be taught, or the optimizer searches along lines
 */
export function createGradientSkin(context: SkinContext, label: string, differentiate: Differentiate): Skin {
  const { network, layers, penalties } = context;
  if (layers.length === 0)
    throw new WorkbenchError('skin/unfit', 'Nothing can be taught: every layer is frozen, taught already or has no parameters.');
  const { kernels } = network;
  const runs = layers.map((index) => {
    const { parameters, design } = network.layers[index]!;
    return { parameters: parameters!.all, gradients: parameters!.allGradients, scale: design!.learningRateScale };
  });
  const steps = createGradientSteps(kernels, elementwise(context.optimizer, label), runs);
  const counts = { functionEvaluations: 0, gradientEvaluations: 0 };
  let step = 0;

  function teach(batch: SkinBatch, rateShare: number): SkinStep {
    kernels.fill(network.gradients, 0);
    const loss = differentiate(batch, step) + weightPenalty(network, layers, penalties, true);
    counts.functionEvaluations++;
    counts.gradientEvaluations++;
    if (!Number.isFinite(loss) || !kernels.allFinite(network.gradients)) {
      const what = Number.isFinite(loss) ? 'gradient' : 'objective';
      return { loss, steps: 0, trouble: { kind: 'diverged', reason: `the ${what} is not finite` } };
    }
    step++;
    steps.take(step, rateShare);
    network.applyConstraints();
    return { loss, steps: 1, trouble: null };
  }

  return {
    counts,
    step: (batch, rateShare = 1) => teach(batch, rateShare),
    save: () => ({
      numbers: { step, ...counts },
      arrays: Object.fromEntries(Object.entries(steps.tensors).map(([name, tensor]) => [name, kernels.arena.view(tensor)])),
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
