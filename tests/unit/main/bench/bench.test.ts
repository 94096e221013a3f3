import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { checkLoss } from '../../../../src-main/bench/checkLoss.ts';
import { measureRates } from '../../../../src-main/bench/rates.ts';
import { workloads } from '../../../../src-main/bench/workloads.ts';

describe('bench', () => {
  it('takes the median, least and largest rate of its slices', () => {
    let seconds = 0;
    const clock = () => seconds;
    // Each slice takes 40 ms; the work of the second half is worth three times as much.
    const work = () => {
      seconds += 0.02;
      return seconds > 1.3 ? 3 : 1;
    };
    expect(measureRates(work, 2, clock)).toEqual({
      median: expect.closeTo(150, 6) as number,
      min: expect.closeTo(50, 6) as number,
      max: expect.closeTo(150, 6) as number,
    });
  });

  it.each(workloads.filter(({ name }) => ['w1b4', 'w2b16', 'w3b32', 'note-window'].includes(name)))(
    '$name is really taught',
    (workload) => {
      expect(checkLoss(workload, createKernels('float32'))).toMatchObject({ agrees: true, falls: true });
    },
  );
});
