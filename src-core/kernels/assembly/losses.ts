import {
  binaryCrossEntropies,
  binaryCrossEntropiesOfLogistic,
  hingeLosses,
  huberLosses,
  powersOfErrors,
  shellLosses,
  squaredErrors,
} from './elementwiseLosses';
import { exp4 } from './exponential';
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
  let sums = f64x2.splat(0);
  for (let row = 0; row < rows; row += 4, read += 16, target += 16) {
    const counted = i32x4.gt_s(i32x4.splat(rows - row), i32x4(0, 1, 2, 3));
    const weight = weights ? loadPart(weights, rows - row) : f32x4.splat(1);
    const factor = v128.and(f32x4.mul(f32x4.splat(scale), weight), counted);
    let losses: v128;
    if (kind == squaredError) losses = squaredErrors(gradient, read, target, stride, columns, factor);
    else if (kind == crossEntropyOfSoftmax) losses = crossEntropies(gradient, read, target, stride, columns, first, second, factor);
    else losses = rarerLosses(kind, gradient, read, target, stride, columns, first, second, factor);
    losses = v128.and(f32x4.mul(losses, weight), counted);
    sums = f64x2.add(sums, f64x2.promote_low_f32x4(losses));
    sums = f64x2.add(sums, f64x2.promote_low_f32x4(v128.shuffle<f32>(losses, losses, 2, 3, 2, 3)));
    if (gradient) gradient += 16;
    if (weights) weights += 16;
  }
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
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

/** Σ x̄ᵢ (log x̄ᵢ − log qᵢ) with q = softmax(βz); its gradient β (qᵢ − x̄ᵢ). */
@inline
function crossEntropies(
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
  const slope = f32x4.mul(f32x4.splat(beta), factor);
  let sum = zeros();
  for (let c: usize = 0; c < end; c += stride) {
    const wanted = f32x4.mul(f32x4.add(v128.load(target + c), f32x4.splat(smoothing)), share);
    const logOutput = f32x4.sub(f32x4.mul(f32x4.splat(beta), v128.load(z + c)), logSum);
    const isWanted = f32x4.gt(wanted, zeros());
    // Log of 1, and what is not wanted, add nothing: spared for the targets of a class.
    const logWanted = v128.any_true(v128.and(isWanted, f32x4.ne(wanted, f32x4.splat(1)))) ? v128.and(log4(wanted), isWanted) : zeros();
    sum = f32x4.add(sum, v128.and(f32x4.mul(wanted, f32x4.sub(logWanted, logOutput)), isWanted));
    if (gradient) v128.store(gradient + c, f32x4.mul(slope, f32x4.sub(exp4(logOutput), wanted)));
  }
  return sum;
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
  let largest = f32x4.mul(f32x4.splat(beta), v128.load(z));
  for (let c = stride; c < end; c += stride) largest = f32x4.max(largest, f32x4.mul(f32x4.splat(beta), v128.load(z + c)));
  let sum = zeros();
  for (let c: usize = 0; c < end; c += stride) {
    sum = f32x4.add(sum, exp4(f32x4.sub(f32x4.mul(f32x4.splat(beta), v128.load(z + c)), largest)));
  }
  return f32x4.add(largest, logOfNormal4(sum));
}

/** 1/Σ(x̄ⱼ + ε) */
@inline
function smoothingFactor(target: usize, stride: usize, end: usize, smoothing: f32): v128 {
  let sum = zeros();
  for (let c: usize = 0; c < end; c += stride) sum = f32x4.add(sum, f32x4.add(v128.load(target + c), f32x4.splat(smoothing)));
  return f32x4.div(f32x4.splat(1), sum);
}
