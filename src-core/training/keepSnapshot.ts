import type { FloatArray } from '../kernels/arena.ts';
import type { TrialSnapshot } from './trialCheckpoint.ts';

/**
 * A copy of a snapshot that stays what it is while training goes on. It takes over the arrays of an earlier copy, which must not be used any
 * more: a large network would leave its whole size as garbage after every epoch, and engines are slow to see that.
 */
export function keepSnapshot({ course, parameters, skin }: TrialSnapshot, earlier: TrialSnapshot | null): TrialSnapshot {
  const arrays = Object.entries(skin.arrays).map(([name, values]) => [name, copied(values, earlier?.skin.arrays[name])] as const);
  return {
    course: { ...course },
    parameters: copied(parameters, earlier?.parameters),
    skin: { numbers: { ...skin.numbers }, arrays: Object.fromEntries(arrays) },
  };
}

function copied(values: FloatArray, place: FloatArray | undefined): FloatArray {
  if (place?.length !== values.length || place.BYTES_PER_ELEMENT !== values.BYTES_PER_ELEMENT) return values.slice();
  place.set(values);
  return place;
}
