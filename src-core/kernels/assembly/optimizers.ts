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

/** Gives 1 if all gradients are finite, else 0. `newness1` is 1 − β₁ and so on; both are given, because 1 − β₂ in float32 would lose digits. */
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
): i32 {
  // Spread once: an engine would do it again in every turn.
  const changes = f32x4.splat(step * correction1);
  const beta1s = f32x4.splat(beta1);
  const newness1s = f32x4.splat(newness1);
  const beta2s = f32x4.splat(beta2);
  const newness2s = f32x4.splat(newness2);
  const epsilons = f32x4.splat(epsilon);
  const correction2s = f32x4.splat(correction2);
  const end = parameters + <usize>(length & ~3) * 4;
  let largest = i32x4.splat(0);
  for (; parameters < end; parameters += 16, gradients += 16, moments += 16, secondMoments += 16) {
    const gradient = adamFour(parameters, gradients, moments, secondMoments, 4, changes, beta1s, newness1s, beta2s, newness2s, epsilons, correction2s);
    largest = i32x4.max_s(largest, f32x4.abs(gradient));
  }
  const rest = length & 3;
  if (rest) {
    const gradient = adamFour(parameters, gradients, moments, secondMoments, rest, changes, beta1s, newness1s, beta2s, newness2s, epsilons, correction2s);
    largest = i32x4.max_s(largest, f32x4.abs(gradient));
  }
  return v128.any_true(i32x4.ge_s(largest, i32x4.splat(0x7f800000))) ? 0 : 1;
}

/** Moves four parameters, or `count` of them; gives their gradient. */
@inline
function adamFour(
  parameters: usize,
  gradients: usize,
  moments: usize,
  secondMoments: usize,
  count: i32,
  changes: v128,
  beta1: v128,
  newness1: v128,
  beta2: v128,
  newness2: v128,
  epsilon: v128,
  correction2: v128,
): v128 {
  const gradient = loadPart(gradients, count);
  const fresh = f32x4.mul(f32x4.mul(gradient, gradient), newness2);
  const moment = multiplyAdd(beta1, loadPart(moments, count), f32x4.mul(gradient, newness1));
  const secondMoment = multiplyAdd(beta2, loadPart(secondMoments, count), fresh);
  const root = f32x4.sqrt(f32x4.mul(secondMoment, correction2));
  const change = f32x4.div(f32x4.mul(moment, changes), f32x4.add(root, epsilon));
  storePart(moments, moment, count);
  storePart(secondMoments, secondMoment, count);
  storePart(parameters, f32x4.sub(loadPart(parameters, count), change), count);
  return gradient;
}
