import { loadPart, multiplyAdd, storePart, zeros } from './vector';

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

/** Adam, and every parameter decays by `decay` times itself, not through the averages; `decay` is λ times the step. */
export function adamW(
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
  decay: f32,
): void {
  const changes = f32x4.splat(step * correction1);
  const decays = f32x4.splat(decay);
  for (let left = length; left > 0; left -= 4) {
    const gradient = loadPart(gradients, left);
    const fresh = f32x4.mul(f32x4.mul(gradient, gradient), f32x4.splat(newness2));
    const moment = multiplyAdd(f32x4.splat(beta1), loadPart(moments, left), f32x4.mul(gradient, f32x4.splat(newness1)));
    const secondMoment = multiplyAdd(f32x4.splat(beta2), loadPart(secondMoments, left), fresh);
    const root = f32x4.sqrt(f32x4.mul(secondMoment, f32x4.splat(correction2)));
    const change = f32x4.div(f32x4.mul(moment, changes), f32x4.add(root, f32x4.splat(epsilon)));
    const parameter = loadPart(parameters, left);
    storePart(moments, moment, left);
    storePart(secondMoments, secondMoment, left);
    storePart(parameters, f32x4.sub(parameter, multiplyAdd(decays, parameter, change)), left);
    parameters += 16;
    gradients += 16;
    moments += 16;
    secondMoments += 16;
  }
}

export function rmsProp(
  parameters: usize,
  gradients: usize,
  secondMoments: usize,
  length: i32,
  step: f32,
  beta2: f32,
  newness2: f32,
  epsilon: f32,
): void {
  for (let left = length; left > 0; left -= 4) {
    const gradient = loadPart(gradients, left);
    const fresh = f32x4.mul(f32x4.mul(gradient, gradient), f32x4.splat(newness2));
    const secondMoment = multiplyAdd(f32x4.splat(beta2), loadPart(secondMoments, left), fresh);
    const root = f32x4.add(f32x4.sqrt(secondMoment), f32x4.splat(epsilon));
    const change = f32x4.div(f32x4.mul(f32x4.splat(step), gradient), root);
    storePart(secondMoments, secondMoment, left);
    storePart(parameters, f32x4.sub(loadPart(parameters, left), change), left);
    parameters += 16;
    gradients += 16;
    secondMoments += 16;
  }
}

export function momentum(parameters: usize, gradients: usize, velocities: usize, length: i32, step: f32, memory: f32): void {
  for (let left = length; left > 0; left -= 4) {
    const velocity = multiplyAdd(f32x4.splat(memory), loadPart(velocities, left), loadPart(gradients, left));
    storePart(velocities, velocity, left);
    storePart(parameters, multiplyAdd(f32x4.splat(-step), velocity, loadPart(parameters, left)), left);
    parameters += 16;
    gradients += 16;
    velocities += 16;
  }
}

export function nesterov(parameters: usize, gradients: usize, velocities: usize, length: i32, step: f32, memory: f32): void {
  for (let left = length; left > 0; left -= 4) {
    const gradient = loadPart(gradients, left);
    const velocity = multiplyAdd(f32x4.splat(memory), loadPart(velocities, left), gradient);
    const ahead = multiplyAdd(f32x4.splat(memory), velocity, gradient);
    storePart(velocities, velocity, left);
    storePart(parameters, multiplyAdd(f32x4.splat(-step), ahead, loadPart(parameters, left)), left);
    parameters += 16;
    gradients += 16;
    velocities += 16;
  }
}

/** A step of 0 is one that was never taken, and becomes `first`. */
export function rprop(
  parameters: usize,
  gradients: usize,
  lastGradients: usize,
  steps: usize,
  length: i32,
  scale: f32,
  first: f32,
  increase: f32,
  decrease: f32,
  smallest: f32,
  largest: f32,
): void {
  const signBit = f32x4.splat(-0.0);
  for (let left = length; left > 0; left -= 4) {
    const gradient = loadPart(gradients, left);
    const last = loadPart(lastGradients, left);
    const before = loadPart(steps, left);
    const step = v128.bitselect(f32x4.splat(first), before, f32x4.eq(before, zeros()));
    const moved = v128.and(f32x4.ne(gradient, zeros()), f32x4.ne(last, zeros()));
    const differs = i32x4.shr_s(v128.xor(gradient, last), 31);
    const grown = f32x4.max(step, f32x4.min(f32x4.mul(step, f32x4.splat(increase)), f32x4.splat(largest)));
    const shrunk = f32x4.min(step, f32x4.max(f32x4.mul(step, f32x4.splat(decrease)), f32x4.splat(smallest)));
    const turned = v128.and(moved, differs);
    const next = v128.bitselect(v128.bitselect(shrunk, grown, differs), step, moved);
    const followed = v128.andnot(gradient, turned);
    const change = v128.and(v128.or(next, v128.and(followed, signBit)), f32x4.ne(followed, zeros()));
    storePart(steps, next, left);
    storePart(lastGradients, followed, left);
    storePart(parameters, multiplyAdd(f32x4.splat(-scale), change, loadPart(parameters, left)), left);
    parameters += 16;
    gradients += 16;
    lastGradients += 16;
    steps += 16;
  }
}
