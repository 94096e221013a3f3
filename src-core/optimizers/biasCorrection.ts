/** 1/(1 − βⁿ) of eq. 41, for the n-th step from 1; by expm1, because 1 − βⁿ would lose its digits for β near 1. */
export function biasCorrection(beta: number, step: number): number {
  return -1 / Math.expm1(step * Math.log(beta));
}
