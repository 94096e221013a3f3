import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { checkLoss } from '../../../../src-main/bench/checkLoss.ts';
import { measureKernels } from '../../../../src-main/bench/kernelRates.ts';
import { measureRates } from '../../../../src-main/bench/rates.ts';
import { shareOutsideKernels } from '../../../../src-main/bench/shareOutsideKernels.ts';
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

  it('tells the share of the time outside the kernels', () => {
    const clock = () => performance.now() / 1000;
    const share = (name: string) =>
      shareOutsideKernels(
        workloads.find((workload) => workload.name === name)!,
        { arithmetic: 'auto', seconds: 0.1, clock },
      )!;
    expect(share('w3b128')).toBeGreaterThan(0);
    expect(share('w3b128')).toBeLessThan(0.5);
    expect(share('w1b4')).toBeLessThan(1);
  });

  it('measures the kernels alone', () => {
    const rates = measureKernels(createKernels('float32'), 0.05, () => performance.now() / 1000);
    for (const rate of Object.values(rates)) expect(rate).toBeGreaterThan(0);
  });

  it.each(workloads.filter(({ name }) => ['w1b4', 'w2b16', 'w3b32', 'note-window'].includes(name)))(
    '$name is really taught',
    (workload) => {
      expect(checkLoss(workload, createKernels('float32'))).toMatchObject({ agrees: true, falls: true });
    },
  );
});
