import type { UpdateFunction } from '../kernels/kernelSet.ts';

/** Far enough for every update to have reached its limit, near enough for the square to be finite. */
const far = 1e100;

/** Whether an element-wise update keeps its values between 0 and 1. Updates never fall, so that their two ends tell. */
export function liesWithinUnit(update: UpdateFunction): boolean {
  return update.kind === 'elementwise' && update.value(-far) >= 0 && update.value(far) <= 1;
}
