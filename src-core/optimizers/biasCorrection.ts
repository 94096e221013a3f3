/** 1/(1 − βⁿ) of eq. 41, from log β, for the n-th step from 1; by expm1, because 1 − βⁿ would lose its digits for β near 1. */
export function biasCorrection(logBeta: number, step: number): number {
  const logPower = step * logBeta;
  // From there on it is 1 to the last bit.
  return logPower < -40 ? 1 : -1 / Math.expm1(logPower);
}
