import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { OptimizerPass } from '../kernels/kernelSet.ts';
import type { Network } from '../network/network.ts';
import type { ElementwiseOptimizer, EvaluationCounts } from '../optimizers/optimizer.ts';
import type { BatchObjective } from './batchObjective.ts';
import { createRunTeaching } from './runTeaching.ts';
import type { SampleTable, RunTeaching, Skin, SkinStep, TargetsBatch } from './skin.ts';
import { readSkinState, withTargets } from './skinState.ts';

/** What element-wise teaching is made of. */
export interface ElementwiseParts {
  readonly network: Network;
  readonly objective: BatchObjective;
  readonly optimizer: ElementwiseOptimizer;
}

/** One gradient and one step a batch, each layer at its own learning-rate scale; frozen layers are left alone. */
export function createElementwiseTeaching({ network, objective, optimizer }: ElementwiseParts): Skin {
  const { kernels } = network;
  const counts: EvaluationCounts = { functionEvaluations: 0, gradientEvaluations: 0 };
  const slots = optimizer.slots.map(() => kernels.arena.allocate([network.parameters.length]));
  const passes = layerPasses(network, optimizer, slots);
  // Programs draw nothing between batches.
  const canRun = !network.drawsInTeaching;
  let steps = 0;

  function step(batch: TargetsBatch, rateShare: number): SkinStep {
    const value = objective(batch, true);
    counts.functionEvaluations++;
    counts.gradientEvaluations++;
    if (!Number.isFinite(value)) return { loss: value, steps: 0, trouble: { kind: 'diverged', reason: 'the loss is not finite' } };
    if (!kernels.allFinite(network.gradients))
      return { loss: value, steps: 0, trouble: { kind: 'diverged', reason: 'the gradient is not finite' } };
    steps++;
    const coefficients = optimizer.coefficients(steps, gradientNorm);
    for (const pass of passes) kernels.optimizerPass({ ...pass, scale: pass.scale * rateShare, coefficients });
    network.applyConstraints();
    return { loss: value, steps: 1, trouble: null };
  }

  function gradientNorm(): number {
    return Math.sqrt(kernels.dot(network.gradients, network.gradients));
  }

  function openRun(table: SampleTable): RunTeaching | null {
    const coefficients = (batch: number) => optimizer.coefficients(steps + 1 + batch, () => 0);
    const norm = optimizer.usesGradientNorm && { gradientNorm: { of: network.gradients, coefficient: coefficients(0).length - 1 } };
    return createRunTeaching({ network, objective, passes, ...norm, coefficients, note }, table);
  }

  function note(seen: number, taken: number): void {
    counts.functionEvaluations += seen;
    counts.gradientEvaluations += seen;
    steps += taken;
  }

  return {
    counts,
    step: (batch, rateShare = 1) => step(withTargets(batch), rateShare),
    ...(canRun && { openRun }),
    save: () => ({
      numbers: { steps, ...counts },
      arrays: Object.fromEntries(optimizer.slots.map((name, index) => [name, kernels.arena.view(slots[index]!)])),
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
