import type { Tensor } from '../kernels/arena.ts';
import type { EvaluationProgram, Gathering } from '../kernels/program/programs.ts';
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
  const compiled = new Map<string, EvaluationProgram | null>();

  function programFor(batch: TargetsBatch, gradient: boolean): EvaluationProgram | null {
    const { rows, targets, weights } = batch;
    const key = [rows, targets.offset, weights?.offset, gradient].join();
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const program = programs!.compileEvaluation({
      rows,
      gatherings: [
        inPlace(network.inputs, network.layers[0]!.size),
        inPlace(targets, network.layers.at(-1)!.size),
        ...(weights ? [inPlace(weights, 1)] : []),
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

function inPlace(tensor: Tensor, columns: number): Gathering {
  return { target: tensor, source: tensor, columns };
}
