import type { Network } from '../network/network.ts';
import type { BatchObjective } from './batchObjective.ts';
import type { TargetsBatch } from './skin.ts';

/**
 * The same objective, where the kernels know programs: an evaluation is recorded once for every number of rows, and then is one call.
 * A batch is known by the places of its targets and weights. What cannot be recorded is evaluated as before.
 */
export function createEvaluationPrograms(network: Network, objective: BatchObjective): BatchObjective {
  const { programs } = network.kernels;
  if (!programs) return objective;
  const compiled = new Map<string, (() => number) | null>();

  function programFor(batch: TargetsBatch, gradient: boolean): (() => number) | null {
    const { rows, targets, weights } = batch;
    const key = [rows, targets.offset, weights?.offset, gradient].join();
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const columns = network.layers.at(-1)!.size;
    const program = programs!.compileEvaluation({
      rows,
      samples: [
        { tensor: network.inputs, columns: network.layers[0]!.size },
        { tensor: targets, columns },
        ...(weights ? [{ tensor: weights, columns: 1 }] : []),
      ],
      evaluate: () => objective(batch, gradient),
    });
    compiled.set(key, program);
    return program;
  }

  return (batch, gradient) => {
    const program = programFor(batch, gradient);
    return program ? program() : objective(batch, gradient);
  };
}
