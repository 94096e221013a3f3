import { constant, Constant } from './constants';
import {
  binaryCrossEntropies,
  binaryCrossEntropiesOfLogistic,
  hingeLosses,
  huberLosses,
  powersOfErrors,
  shellLosses,
  squaredErrors,
} from './elementwiseLosses';
import { exp4, expOfNegative4 } from './exponential';
import { lanesToRows, rowsToLanes } from './lanes';
import { log4, logOfNormal4 } from './logarithm';
import { loadPart, multiplyAdd, zeros } from './vector';

// Losses over `[columns, lanes]`, four samples at a time; the formulas are those of the loss registry's members. Each gives the sum
// over the first `rows` lanes and, unless `gradient` is 0, writes the gradient times `scale` there, 0 in lanes beyond the rows.
// Unless `weights` is 0, it holds what the loss of each row is multiplied by. What `first` and `second` are is said in the registry.

const squaredError = 0;
const crossEntropyOfSoftmax = 1;
const kullbackLeiblerOfSoftmax = 2;
const wholePower = 3;
const huber = 4;
const hinge = 5;
const binaryCrossEntropy = 6;
const binaryCrossEntropyOfLogistic = 7;

/** Rows of one block of `lossSum`. */
const blockRows = 64;

/** The same over `[rows, columns]`; `scratch` holds three blocks of 64 rows. */
export function lossSum(
  kind: i32,
  gradient: usize,
  read: usize,
  target: usize,
  weights: usize,
  rows: i32,
  columns: i32,
  first: f32,
  second: f32,
  scale: f32,
  scratch: usize,
): f64 {
  const block = <usize>columns * blockRows * 4;
  let sum: f64 = 0;
  for (let row = 0; row < rows; row += blockRows) {
    const count = min(blockRows, rows - row);
    const offset = <usize>row * <usize>columns * 4;
    rowsToLanes(scratch, read + offset, columns, 0, count);
    rowsToLanes(scratch + block, target + offset, columns, 0, count);
    const gradients = gradient ? scratch + 2 * block : 0;
    const weightsOfBlock = weights ? weights + <usize>row * 4 : 0;
    sum += laneLoss(kind, gradients, scratch, scratch + block, weightsOfBlock, count, columns, first, second, scale);
    if (gradient) lanesToRows(gradient + offset, gradients, columns, count);
  }
  return sum;
}

export function laneLoss(
  kind: i32,
  gradient: usize,
  read: usize,
  target: usize,
  weights: usize,
  rows: i32,
  columns: i32,
  first: f32,
  second: f32,
  scale: f32,
): f64 {
  const stride = <usize>((rows + 3) & ~3) * 4;
  if (kind == crossEntropyOfSoftmax) return crossEntropies(gradient, read, target, weights, stride, rows, columns, first, second, scale);
  let sums = f64x2.splat(0);
  for (let row = 0; row < rows; row += 4, read += 16, target += 16) {
    const counted = lanesBefore(rows - row);
    const weight = weightsOf(weights, 0, rows - row);
    const factor = v128.and(f32x4.mul(f32x4.splat(scale), weight), counted);
    const losses =
      kind == squaredError
        ? squaredErrors(gradient, read, target, stride, columns, factor)
        : rarerLosses(kind, gradient, read, target, stride, columns, first, second, factor);
    sums = plusFour(sums, v128.and(f32x4.mul(losses, weight), counted));
    if (gradient) gradient += 16;
    if (weights) weights += 16;
  }
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** All bits in the first `count` lanes. */
@inline
function lanesBefore(count: i32): v128 {
  return i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3));
}

/** What the losses of `count` samples are multiplied by. */
@inline
function weightsOf(weights: usize, offset: usize, count: i32): v128 {
  return weights ? loadPart(weights + offset, count) : constant(Constant.one);
}

/** Four losses added to two sums. */
@inline
function plusFour(sums: v128, losses: v128): v128 {
  sums = f64x2.add(sums, f64x2.promote_low_f32x4(losses));
  return f64x2.add(sums, f64x2.promote_low_f32x4(v128.shuffle<f32>(losses, losses, 2, 3, 2, 3)));
}

function rarerLosses(
  kind: i32,
  gradient: usize,
  read: usize,
  target: usize,
  stride: usize,
  columns: i32,
  first: f32,
  second: f32,
  factor: v128,
): v128 {
  if (kind == kullbackLeiblerOfSoftmax) return divergences(gradient, read, target, stride, columns, first, second, factor);
  if (kind == wholePower) return powersOfErrors(gradient, read, target, stride, columns, first, factor);
  if (kind == huber) return huberLosses(gradient, read, target, stride, columns, first, factor);
  if (kind == hinge) return hingeLosses(gradient, read, target, stride, columns, first, factor);
  if (kind == binaryCrossEntropy) return binaryCrossEntropies(gradient, read, target, stride, columns, first, factor);
  if (kind == binaryCrossEntropyOfLogistic)
    return binaryCrossEntropiesOfLogistic(gradient, read, target, stride, columns, first, second, factor);
  return shellLosses(gradient, read, target, stride, columns, first, second, factor);
}

/**
 * Σ x̄ᵢ (log x̄ᵢ − log qᵢ) with q = softmax(βz), summed over the rows; its gradient β (qᵢ − x̄ᵢ). Two vectors of samples are done side by
 * side, because a processor cannot look from one's chain of dependent steps far enough ahead to the next; a last one alone is done
 * twice, and the second counts nothing and is overwritten.
 */
function crossEntropies(
  gradient: usize,
  z: usize,
  target: usize,
  weights: usize,
  stride: usize,
  rows: i32,
  columns: i32,
  beta: f32,
  smoothing: f32,
  scale: f32,
): f64 {
  const end = <usize>columns * stride;
  const betas = f32x4.splat(beta);
  let sums = f64x2.splat(0);
  for (let row = 0; row < rows; row += 8, z += 32, target += 32) {
    const second: usize = row + 4 < rows ? 16 : 0;
    const counted0 = lanesBefore(rows - row);
    const left = second ? rows - row - 4 : 0;
    const counted1 = lanesBefore(left);
    const largest0 = largestOf(z, stride, end, betas);
    const largest1 = largestOf(z + second, stride, end, betas);
    // The powers wait for their sum where the gradient will be.
    let powers0 = zeros();
    let powers1 = zeros();
    for (let c: usize = 0; c < end; c += stride) {
      const power0 = expOfNegative4(f32x4.sub(f32x4.mul(betas, v128.load(z + c)), largest0));
      const power1 = expOfNegative4(f32x4.sub(f32x4.mul(betas, v128.load(z + c + second)), largest1));
      if (gradient) {
        v128.store(gradient + c + second, power1);
        v128.store(gradient + c, power0);
      }
      powers0 = f32x4.add(powers0, power0);
      powers1 = f32x4.add(powers1, power1);
    }
    const logSum0 = logOfPowers(powers0, largest0);
    const logSum1 = logOfPowers(powers1, largest1);
    const wantedShare0 = smoothingFactor(target, stride, end, smoothing);
    const wantedShare1 = smoothingFactor(target + second, stride, end, smoothing);
    const share0 = f32x4.div(constant(Constant.one), powers0);
    const share1 = f32x4.div(constant(Constant.one), powers1);
    const weight0 = weightsOf(weights, 0, rows - row);
    const weight1 = weightsOf(weights, second, left);
    const slope0 = f32x4.mul(f32x4.splat(beta * scale), weight0);
    const slope1 = f32x4.mul(f32x4.splat(beta * scale), weight1);
    let sum0 = zeros();
    let sum1 = zeros();
    for (let c: usize = 0; c < end; c += stride) {
      const wanted0 = f32x4.mul(f32x4.add(v128.load(target + c), f32x4.splat(smoothing)), wantedShare0);
      const wanted1 = f32x4.mul(f32x4.add(v128.load(target + c + second), f32x4.splat(smoothing)), wantedShare1);
      sum0 = f32x4.add(sum0, crossEntropy(wanted0, f32x4.sub(f32x4.mul(betas, v128.load(z + c)), logSum0)));
      sum1 = f32x4.add(sum1, crossEntropy(wanted1, f32x4.sub(f32x4.mul(betas, v128.load(z + c + second)), logSum1)));
      if (gradient) {
        const excess0 = f32x4.sub(f32x4.mul(v128.load(gradient + c), share0), wanted0);
        const excess1 = f32x4.sub(f32x4.mul(v128.load(gradient + c + second), share1), wanted1);
        v128.store(gradient + c + second, v128.and(f32x4.mul(slope1, excess1), counted1));
        v128.store(gradient + c, v128.and(f32x4.mul(slope0, excess0), counted0));
      }
    }
    sums = plusFour(sums, v128.and(f32x4.mul(sum0, weight0), counted0));
    sums = plusFour(sums, v128.and(f32x4.mul(sum1, weight1), counted1));
    if (gradient) gradient += 32;
    if (weights) weights += 32;
  }
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** x̄ (log x̄ − log q); log of 1, and what is not wanted, add nothing: spared for the targets of a class. */
@inline
function crossEntropy(wanted: v128, logOutput: v128): v128 {
  const isWanted = f32x4.gt(wanted, zeros());
  const needsLog = v128.any_true(v128.and(isWanted, f32x4.ne(wanted, constant(Constant.one))));
  const logWanted = needsLog ? v128.and(log4(wanted), isWanted) : zeros();
  return v128.and(f32x4.mul(wanted, f32x4.sub(logWanted, logOutput)), isWanted);
}

/** D = Σ qᵢ (log qᵢ − log x̄ᵢ) with q = softmax(βz); its gradient β qᵢ (log qᵢ − log x̄ᵢ − D). */
@inline
function divergences(
  gradient: usize,
  z: usize,
  target: usize,
  stride: usize,
  columns: i32,
  beta: f32,
  smoothing: f32,
  factor: v128,
): v128 {
  const end = <usize>columns * stride;
  const logSum = logSumExp(z, stride, end, beta);
  const share = smoothingFactor(target, stride, end, smoothing);
  let divergence = zeros();
  for (let c: usize = 0; c < end; c += stride) {
    const logOutput = f32x4.sub(f32x4.mul(f32x4.splat(beta), v128.load(z + c)), logSum);
    const wanted = f32x4.mul(f32x4.add(v128.load(target + c), f32x4.splat(smoothing)), share);
    divergence = multiplyAdd(exp4(logOutput), f32x4.sub(logOutput, log4(wanted)), divergence);
  }
  if (!gradient) return divergence;
  const slope = f32x4.mul(f32x4.splat(beta), factor);
  for (let c: usize = 0; c < end; c += stride) {
    const logOutput = f32x4.sub(f32x4.mul(f32x4.splat(beta), v128.load(z + c)), logSum);
    const wanted = f32x4.mul(f32x4.add(v128.load(target + c), f32x4.splat(smoothing)), share);
    const excess = f32x4.sub(f32x4.sub(logOutput, log4(wanted)), divergence);
    v128.store(gradient + c, f32x4.mul(slope, f32x4.mul(exp4(logOutput), excess)));
  }
  return divergence;
}

@inline
function logSumExp(z: usize, stride: usize, end: usize, beta: f32): v128 {
  const betas = f32x4.splat(beta);
  const largest = largestOf(z, stride, end, betas);
  let sum = zeros();
  for (let c: usize = 0; c < end; c += stride) {
    sum = f32x4.add(sum, expOfNegative4(f32x4.sub(f32x4.mul(betas, v128.load(z + c)), largest)));
  }
  return logOfPowers(sum, largest);
}

/** log Σ e^u, given the largest u and Σ e^(u − largest). The logarithm of a NaN is a number, so that the difference has to tell. */
@inline
function logOfPowers(sum: v128, largest: v128): v128 {
  return f32x4.add(f32x4.add(largest, f32x4.sub(sum, sum)), logOfNormal4(sum));
}

/** A NaN may be passed over here; its power shows it. */
@inline
function largestOf(z: usize, stride: usize, end: usize, betas: v128): v128 {
  let largest = f32x4.mul(betas, v128.load(z));
  for (let c = stride; c < end; c += stride) largest = f32x4.pmax(largest, f32x4.mul(betas, v128.load(z + c)));
  return largest;
}

/** 1/Σ(x̄ⱼ + ε) */
@inline
function smoothingFactor(target: usize, stride: usize, end: usize, smoothing: f32): v128 {
  let sum = zeros();
  for (let c: usize = 0; c < end; c += stride) sum = f32x4.add(sum, f32x4.add(v128.load(target + c), f32x4.splat(smoothing)));
  return f32x4.div(constant(Constant.one), sum);
}
