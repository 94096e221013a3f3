import { loadPart, multiplyAdd, storePart } from './vector';

// Optimizer passes; each follows the `apply` of the optimizer of its name and takes that one's coefficients.

export function steepestDescent(parameters: usize, gradients: usize, length: i32, step: f32): void {
  const factors = f32x4.splat(-step);
  const end = parameters + <usize>(length & ~3) * 4;
  for (; parameters < end; parameters += 16, gradients += 16) {
    v128.store(parameters, multiplyAdd(factors, v128.load(gradients), v128.load(parameters)));
  }
  const rest = length & 3;
  if (rest) storePart(parameters, multiplyAdd(factors, loadPart(gradients, rest), loadPart(parameters, rest)), rest);
}

/** `newness1` is 1 − β₁ and so on; both are given, because 1 − β₂ in float32 would lose digits. */
export function adam(
  parameters: usize,
  gradients: usize,
  moments: usize,
  secondMoments: usize,
  length: i32,
  step: f32,
  beta1: f32,
  newness1: f32,
  beta2: f32,
  newness2: f32,
  epsilon: f32,
  correction1: f32,
  correction2: f32,
): void {
  const end = parameters + <usize>(length & ~3) * 4;
  const rest = length & 3;
  const change1 = step * correction1;
  for (; parameters < end; parameters += 16, gradients += 16, moments += 16, secondMoments += 16) {
    adamFour(parameters, gradients, moments, secondMoments, 4, change1, beta1, newness1, beta2, newness2, epsilon, correction2);
  }
  if (rest) adamFour(parameters, gradients, moments, secondMoments, rest, change1, beta1, newness1, beta2, newness2, epsilon, correction2);
}

@inline
function adamFour(
  parameters: usize,
  gradients: usize,
  moments: usize,
  secondMoments: usize,
  count: i32,
  change1: f32,
  beta1: f32,
  newness1: f32,
  beta2: f32,
  newness2: f32,
  epsilon: f32,
  correction2: f32,
): void {
  const gradient = loadPart(gradients, count);
  const fresh = f32x4.mul(f32x4.mul(gradient, gradient), f32x4.splat(newness2));
  const moment = multiplyAdd(f32x4.splat(beta1), loadPart(moments, count), f32x4.mul(gradient, f32x4.splat(newness1)));
  const secondMoment = multiplyAdd(f32x4.splat(beta2), loadPart(secondMoments, count), fresh);
  const root = f32x4.sqrt(f32x4.mul(secondMoment, f32x4.splat(correction2)));
  const change = f32x4.div(f32x4.mul(moment, f32x4.splat(change1)), f32x4.add(root, f32x4.splat(epsilon)));
  storePart(moments, moment, count);
  storePart(secondMoments, secondMoment, count);
  storePart(parameters, f32x4.sub(loadPart(parameters, count), change), count);
}
