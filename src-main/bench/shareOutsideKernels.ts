import { createKernels } from '../../src-core/kernels/createKernels.ts';
import { teachWorkload } from './teachWorkload.ts';
import type { Workload } from './workloads.ts';

const warmUpSeconds = 0.2;

/**
 * Share of the time of teaching a workload that is not spent in WebAssembly: choosing rows, the optimizer's numbers, the trainer's own
 * steps. Null where kernels are plain code.
 * @param clock counts seconds; read twice a call, so that it must be cheap
 */
export function shareOutsideKernels(
  workload: Workload,
  { arithmetic, seconds, clock }: { readonly arithmetic: 'auto' | 'mul-add'; readonly seconds: number; readonly clock: () => number },
): number | null {
  let inside = 0;
  const around = (call: () => number): number => {
    const begun = clock();
    const result = call();
    inside += clock() - begun;
    return result;
  };
  const kernels = createKernels('float32', { arithmetic, around });
  if (!kernels.programs) return null;
  const { teach } = teachWorkload(workload, kernels);
  const teachFor = (duration: number): number => {
    const begun = clock();
    inside = 0;
    while (clock() < begun + duration) teach();
    return clock() - begun;
  };
  teachFor(warmUpSeconds);
  const whole = teachFor(seconds);
  return 1 - inside / whole;
}
