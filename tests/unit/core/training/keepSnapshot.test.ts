import { expect, it } from 'vitest';
import { startingCourse } from '../../../../src-core/training/course.ts';
import { keepSnapshot } from '../../../../src-core/training/keepSnapshot.ts';
import type { TrialSnapshot } from '../../../../src-core/training/trialCheckpoint.ts';

function snapshotOf(parameters: readonly number[], moments: readonly number[]): TrialSnapshot {
  return {
    course: startingCourse({}),
    parameters: Float32Array.from(parameters),
    skin: { numbers: { steps: parameters[0]! }, arrays: { moments: Float32Array.from(moments) } },
  };
}

it('stays what it is while what it was taken of changes', () => {
  const present = snapshotOf([1, 2], [3]);
  const kept = keepSnapshot(present, null);
  present.parameters[0] = 9;
  present.skin.arrays['moments']![0] = 9;
  expect(kept).toEqual(snapshotOf([1, 2], [3]));
});

it('takes over the arrays of the earlier one, and makes new ones where they do not fit', () => {
  const earlier = keepSnapshot(snapshotOf([1, 2], [3]), null);
  const { parameters, skin } = earlier;
  const later = keepSnapshot(snapshotOf([4, 5], [6, 7]), earlier);
  expect(later).toEqual(snapshotOf([4, 5], [6, 7]));
  expect(later.parameters).toBe(parameters);
  expect(later.skin.arrays['moments']).not.toBe(skin.arrays['moments']);
});
