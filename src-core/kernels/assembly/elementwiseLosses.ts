import { constant, Constant } from './constants';
import { exp4 } from './exponential';
import { log4 } from './logarithm';
import { multiplyAdd, zeros } from './vector';

// Losses that are sums over the outputs, four samples at a time over `[columns, lanes]`: each gives the samples' losses and, unless
// `gradient` is 0, writes the gradient times `factor`.

/** ½ Σ (xᵢ − x̄ᵢ)² */
@inline
export function squaredErrors(gradient: usize, x: usize, target: usize, stride: usize, columns: i32, factor: v128): v128 {
  let sum = zeros();
  for (let c: usize = 0, end = <usize>columns * stride; c < end; c += stride) {
    const difference = f32x4.sub(v128.load(x + c), v128.load(target + c));
    sum = multiplyAdd(difference, difference, sum);
    if (gradient) v128.store(gradient + c, f32x4.mul(difference, factor));
  }
  return f32x4.mul(sum, constant(Constant.half));
}

/** (1/p) Σ |xᵢ − x̄ᵢ|^p for a whole p */
export function powersOfErrors(gradient: usize, x: usize, target: usize, stride: usize, columns: i32, p: f32, factor: v128): v128 {
  let sum = zeros();
  for (let c: usize = 0, end = <usize>columns * stride; c < end; c += stride) {
    const difference = f32x4.sub(v128.load(x + c), v128.load(target + c));
    const distance = f32x4.abs(difference);
    let slope = f32x4.splat(1);
    for (let power: f32 = 1; power < p; power += 1) slope = f32x4.mul(slope, distance);
    sum = multiplyAdd(slope, distance, sum);
    if (gradient) v128.store(gradient + c, f32x4.mul(withSignOf(slope, difference), factor));
  }
  return f32x4.div(sum, f32x4.splat(p));
}

/** Σ ½d² where |d| ≤ δ, δ(|d| − ½δ) beyond */
export function huberLosses(gradient: usize, x: usize, target: usize, stride: usize, columns: i32, delta: f32, factor: v128): v128 {
  let sum = zeros();
  for (let c: usize = 0, end = <usize>columns * stride; c < end; c += stride) {
    const difference = f32x4.sub(v128.load(x + c), v128.load(target + c));
    const kept = f32x4.max(f32x4.splat(-delta), f32x4.min(f32x4.splat(delta), difference));
    sum = multiplyAdd(kept, f32x4.sub(difference, f32x4.mul(constant(Constant.half), kept)), sum);
    if (gradient) v128.store(gradient + c, f32x4.mul(kept, factor));
  }
  return sum;
}

/** Σ max(0, m − s xᵢ), where a NaN is not taken for a margin kept */
export function hingeLosses(gradient: usize, x: usize, target: usize, stride: usize, columns: i32, margin: f32, factor: v128): v128 {
  let sum = zeros();
  for (let c: usize = 0, end = <usize>columns * stride; c < end; c += stride) {
    const isMember = f32x4.gt(v128.load(target + c), zeros());
    const sign = v128.bitselect(f32x4.splat(1), f32x4.splat(-1), isMember);
    const missing = f32x4.sub(f32x4.splat(margin), f32x4.mul(sign, v128.load(x + c)));
    const isKept = f32x4.le(missing, zeros());
    sum = f32x4.add(sum, v128.andnot(missing, isKept));
    if (gradient) v128.store(gradient + c, v128.andnot(f32x4.mul(f32x4.neg(sign), factor), isKept));
  }
  return sum;
}

/** −Σ (x̄ᵢ log xᵢ + (1 − x̄ᵢ) log(1 − xᵢ)); neither logarithm is of less than 10⁻¹² */
export function binaryCrossEntropies(
  gradient: usize,
  x: usize,
  target: usize,
  stride: usize,
  columns: i32,
  smoothing: f32,
  factor: v128,
): v128 {
  const one = constant(Constant.one);
  const least = constant(Constant.leastProbability);
  let sum = zeros();
  for (let c: usize = 0, end = <usize>columns * stride; c < end; c += stride) {
    const output = v128.load(x + c);
    const wanted = smoothed(v128.load(target + c), smoothing);
    const unwanted = f32x4.sub(one, wanted);
    const yes = f32x4.max(output, least);
    const no = f32x4.max(f32x4.sub(one, output), least);
    const loss = multiplyAdd(wanted, log4(yes), f32x4.mul(unwanted, log4(no)));
    sum = f32x4.sub(sum, loss);
    if (gradient) v128.store(gradient + c, f32x4.mul(f32x4.sub(f32x4.div(unwanted, no), f32x4.div(wanted, yes)), factor));
  }
  return sum;
}

/** The same of x = 1/(1 + e^(−βz)): Σ log(1 + e^(βzᵢ)) − x̄ᵢ βzᵢ; its gradient β (xᵢ − x̄ᵢ). */
export function binaryCrossEntropiesOfLogistic(
  gradient: usize,
  z: usize,
  target: usize,
  stride: usize,
  columns: i32,
  beta: f32,
  smoothing: f32,
  factor: v128,
): v128 {
  const one = constant(Constant.one);
  const slope = f32x4.mul(f32x4.splat(beta), factor);
  let sum = zeros();
  for (let c: usize = 0, end = <usize>columns * stride; c < end; c += stride) {
    const wanted = smoothed(v128.load(target + c), smoothing);
    const u = f32x4.mul(f32x4.splat(beta), v128.load(z + c));
    const isPositive = f32x4.gt(u, zeros());
    const power = exp4(f32x4.neg(f32x4.abs(u)));
    const onePlus = f32x4.add(one, power);
    // log(1 + p) = log(v) p/(v − 1) with v = 1 + p as rounded, which keeps the digits of a small p.
    const rounded = f32x4.sub(onePlus, one);
    const logarithm = v128.bitselect(power, f32x4.div(f32x4.mul(log4(onePlus), power), rounded), f32x4.eq(rounded, zeros()));
    const missed = f32x4.mul(v128.bitselect(f32x4.sub(one, wanted), f32x4.neg(wanted), isPositive), u);
    sum = f32x4.add(sum, f32x4.add(logarithm, missed));
    const output = f32x4.div(v128.bitselect(one, power, isPositive), onePlus);
    if (gradient) v128.store(gradient + c, f32x4.mul(slope, f32x4.sub(output, wanted)));
  }
  return sum;
}

/** ¼(|y|² − r²)², r = 0 where the member's target is above 0, else R */
export function shellLosses(
  gradient: usize,
  y: usize,
  target: usize,
  stride: usize,
  columns: i32,
  radius: f32,
  memberClass: f32,
  factor: v128,
): v128 {
  const end = <usize>columns * stride;
  let square = zeros();
  for (let c: usize = 0; c < end; c += stride) square = multiplyAdd(v128.load(y + c), v128.load(y + c), square);
  const place = <i32>memberClass - 1;
  const isMember = place < columns ? f32x4.gt(v128.load(target + <usize>place * stride), zeros()) : zeros();
  const excess = f32x4.sub(square, v128.andnot(f32x4.splat(radius * radius), isMember));
  const slope = f32x4.mul(excess, factor);
  if (gradient) for (let c: usize = 0; c < end; c += stride) v128.store(gradient + c, f32x4.mul(v128.load(y + c), slope));
  return f32x4.mul(f32x4.splat(0.25), f32x4.mul(excess, excess));
}

/** (x̄ + ε)/(1 + 2ε) */
@inline
function smoothed(target: v128, smoothing: f32): v128 {
  return f32x4.div(f32x4.add(target, f32x4.splat(smoothing)), f32x4.splat(1 + 2 * smoothing));
}

/** A magnitude with the sign of another number; 0 where that is 0. */
@inline
function withSignOf(magnitude: v128, number: v128): v128 {
  return v128.and(v128.or(magnitude, v128.and(number, f32x4.splat(-0.0))), f32x4.ne(number, zeros()));
}
