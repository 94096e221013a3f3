import { WorkbenchError } from '../errors.ts';
import type { FloatArray } from '../kernels/arena.ts';
import type { SkinBatch, SkinState, TargetsBatch } from './skin.ts';

/** A batch that must have targets. @throws skin/wrong-batch */
export function withTargets(batch: SkinBatch): TargetsBatch {
  if (batch.reads === 'targets') return batch;
  throw new WorkbenchError('skin/wrong-batch', `A skin that reads targets was given a batch of ${batch.reads}.`, { reads: batch.reads });
}

/** Reads what a skin has saved, and refuses what is missing or has another length. The readers throw skin/bad-state. */
export function readSkinState(state: SkinState): { number(name: string): number; array(name: string, length: number): FloatArray } {
  return {
    number(name) {
      const value = state.numbers[name];
      if (value === undefined) throw badState(`has no number "${name}"`, name);
      return value;
    },
    array(name, length) {
      const values = state.arrays[name];
      if (!values) throw badState(`has no array "${name}"`, name);
      if (values.length !== length) throw badState(`has ${values.length} numbers in "${name}" where ${length} are needed`, name);
      return values;
    },
  };
}

function badState(what: string, name: string): WorkbenchError {
  return new WorkbenchError('skin/bad-state', `The saved state of the skin ${what}: it is of another network or optimizer.`, { name });
}
