import type { Network } from '../network/network.ts';
import { countedObjective } from '../optimizers/countedObjective.ts';
import type { EvaluationCounts, Objective, SearchOptimizer } from '../optimizers/optimizer.ts';
import type { BatchObjective } from './batchObjective.ts';
import { createEvaluationPrograms } from './evaluationPrograms.ts';
import type { Skin, SkinStep, TargetsBatch } from './skin.ts';
import { readSkinState, withTargets } from './skinState.ts';

/** A whole training part whose largest |∂f| is this small is at its minimum as far as the precision can tell. */
const tinyGradient = 1e-7;

/**
 * Some steps of a search optimizer on each batch, over all parameters as one point, in the place where the network has them. Learning-rate scales play no part, because a
 * search chooses its own step lengths; frozen layers have no gradient and so are never moved.
 */
export function createSearchTeaching(network: Network, batchObjective: BatchObjective, optimizer: SearchOptimizer): Skin {
  const { kernels, parameters } = network;
  const counts: EvaluationCounts = { functionEvaluations: 0, gradientEvaluations: 0 };
  const evaluate = createEvaluationPrograms(network, batchObjective);
  const state = optimizer.init(kernels, parameters.length);
  const constrained = network.design.layers.some(({ rowNorm }) => rowNorm !== null);

  function objectiveOf(batch: TargetsBatch): Objective {
    const place = { kernels, point: parameters, gradient: network.gradients };
    return countedObjective(place, counts, (withGradient) => evaluate(batch, withGradient));
  }

  /** Brings the point back onto the constraints, which makes all that is known of its surroundings stale. */
  function constrain(): void {
    if (!constrained) return;
    network.applyConstraints();
    optimizer.restart(state);
  }

  function teach(batch: TargetsBatch, rateShare: number): SkinStep {
    const { whole } = batch;
    const objective = objectiveOf(batch);
    if (!whole) optimizer.restart(state);
    let value = NaN;
    let steps = 0;
    let trouble: SkinStep['trouble'] = null;
    for (let step = 0; step < optimizer.stepsPerBatch && !trouble; step++) {
      const result = optimizer.step(state, objective, rateShare);
      if (step === 0) value = result.value;
      if (result.status === 'notFinite') trouble = { kind: 'diverged', reason: 'the loss or its gradient is not finite' };
      else if (whole && result.gradientMax <= tinyGradient) trouble = { kind: 'converged', reason: 'the gradient has vanished' };
      else if (whole && result.status === 'stalled') trouble = { kind: 'converged', reason: 'no step lowers the loss within precision' };
      if (result.status !== 'stepped') break;
      steps++;
      constrain();
    }
    return { loss: value, steps, trouble };
  }

  return {
    counts,
    step: (batch, rateShare = 1) => teach(withTargets(batch), rateShare),
    save: () => ({
      numbers: { ...counts, ...prefixed(state.numbers, (value) => value) },
      arrays: prefixed(state.tensors, (tensor) => kernels.arena.view(tensor)),
    }),
    restore(saved) {
      const { number, array } = readSkinState(saved);
      counts.functionEvaluations = number('functionEvaluations');
      counts.gradientEvaluations = number('gradientEvaluations');
      for (const name of Object.keys(state.numbers)) state.numbers[name] = number(optimizerPrefix + name);
      for (const [name, tensor] of Object.entries(state.tensors))
        kernels.arena.view(tensor).set(array(optimizerPrefix + name, tensor.length));
    },
  };
}

const optimizerPrefix = 'optimizer.';

function prefixed<In, Out>(entries: Readonly<Record<string, In>>, convert: (value: In, name: string) => Out): Record<string, Out> {
  const names = Object.entries(entries).map(([name, value]) => [optimizerPrefix + name, value] as const);
  return Object.fromEntries(names.map(([name, value]) => [name, convert(value, name)]));
}
