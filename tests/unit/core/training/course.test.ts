import { describe, expect, it } from 'vitest';
import { noteLoss, startingCourse, terminationOf, type Course } from '../../../../src-core/training/course.ts';

const limits = { epochs: 10, maximumSeconds: null, maximumEvaluations: null, patience: null };
const counts = { functionEvaluations: 30, gradientEvaluations: 20 };
const at = (course: Partial<Course>): Course => ({ ...startingCourse({}), ...course });

describe('terminationOf', () => {
  it('lets a trial go on until a budget is used', () => {
    expect(terminationOf(at({ epoch: 9 }), counts, limits)).toBeNull();
    expect(terminationOf(at({ epoch: 10 }), counts, limits)).toEqual({ kind: 'budget', reason: 'epochs' });
    expect(terminationOf(at({ seconds: 5 }), counts, { ...limits, maximumSeconds: 5 })).toEqual({ kind: 'budget', reason: 'seconds' });
    expect(terminationOf(at({}), counts, { ...limits, maximumEvaluations: 50 })).toEqual({ kind: 'budget', reason: 'evaluations' });
    expect(terminationOf(at({}), counts, { ...limits, maximumEvaluations: 51 })).toBeNull();
  });

  it('says converged rather than out of budget where both are true', () => {
    expect(terminationOf(at({ epoch: 10, convergence: 'flat' }), counts, limits)).toEqual({ kind: 'converged', reason: 'flat' });
    expect(terminationOf(at({ epoch: 10, epochsSinceBest: 3 }), counts, { ...limits, patience: 3 })?.kind).toBe('converged');
  });
});

describe('noteLoss', () => {
  it('counts the epochs since the lowest loss, of which the untaught network is the first', () => {
    const course = at({});
    const since = [3, 2, 2, 2.5, null, 1].map((loss, epoch) => {
      course.epoch = epoch;
      noteLoss(course, loss);
      return course.epochsSinceBest;
    });
    expect(since).toEqual([0, 0, 1, 2, 3, 0]);
    expect(course.bestLoss).toBe(1);
  });
});
