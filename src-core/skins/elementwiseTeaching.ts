import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { OptimizerPass } from '../kernels/kernelSet.ts';
import type { Loss } from '../losses/loss.ts';
import type { Network } from '../network/network.ts';
import type { ElementwiseOptimizer, EvaluationCounts } from '../optimizers/optimizer.ts';
import { meanLoss } from './meanLoss.ts';
import { createRunTeaching } from './runTeaching.ts';
import type { Skin, SkinStep } from './skin.ts';
import { readSkinState, targetsOf } from './skinState.ts';

/** One gradient and one step a batch, each layer at its own learning-rate scale; frozen layers are left alone. */
export function createElementwiseTeaching(network: Network, loss: Loss, optimizer: ElementwiseOptimizer): Skin {
  const { kernels } = network;
  const counts: EvaluationCounts = { functionEvaluations: 0, gradientEvaluations: 0 };
  const slots = optimizer.slots.map(() => kernels.arena.allocate([network.parameters.length]));
  const passes = layerPasses(network, optimizer, slots);
  let steps = 0;

  function step(targets: Tensor, rows: number): SkinStep {
    const value = meanLoss(network, loss, targets, rows, true);
    counts.functionEvaluations++;
    counts.gradientEvaluations++;
    if (!Number.isFinite(value)) return { loss: value, steps: 0, trouble: { kind: 'diverged', reason: 'the loss is not finite' } };
    if (!kernels.allFinite(network.gradients))
      return { loss: value, steps: 0, trouble: { kind: 'diverged', reason: 'the gradient is not finite' } };
    steps++;
    const coefficients = optimizer.coefficients(steps);
    for (const pass of passes) kernels.optimizerPass({ ...pass, coefficients });
    network.applyConstraints();
    return { loss: value, steps: 1, trouble: null };
  }

  function note(seen: number, taken: number): void {
    counts.functionEvaluations += seen;
    counts.gradientEvaluations += seen;
    steps += taken;
  }

  return {
    counts,
    step: (batch) => step(targetsOf(batch), batch.rows),
    openRun: (table) =>
      createRunTeaching({ network, loss, passes, coefficients: (batch) => optimizer.coefficients(steps + 1 + batch), note }, table),
    save: () => ({
      numbers: { steps, ...counts },
      arrays: Object.fromEntries(optimizer.slots.map((name, index) => [name, kernels.arena.view(slots[index]!).slice()])),
    }),
    restore(state) {
      const { number, array } = readSkinState(state);
      steps = number('steps');
      counts.functionEvaluations = number('functionEvaluations');
      counts.gradientEvaluations = number('gradientEvaluations');
      optimizer.slots.forEach((name, index) => kernels.arena.view(slots[index]!).set(array(name, network.parameters.length)));
    },
  };
}

type LayerPass = Omit<OptimizerPass, 'coefficients'>;

function layerPasses(network: Network, optimizer: ElementwiseOptimizer, slots: readonly Tensor[]): LayerPass[] {
  return network.layers.flatMap(({ design, parameters }): LayerPass[] => {
    if (!parameters || !design || design.frozen || design.learningRateScale === 0) return [];
    const { all, allGradients } = parameters;
    const start = all.offset - network.parameters.offset;
    return [
      {
        kernel: optimizer.kernel,
        parameters: all,
        gradients: allGradients,
        slots: slots.map((slot) => subTensor(slot, start, [all.length])),
        scale: design.learningRateScale,
        apply: optimizer.apply,
      },
    ];
  });
}
