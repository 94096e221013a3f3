import { multiplyAdd, splatAt, sumLanes, sumsOfLanes, zeros } from './vector';

// y[r,b] = start + Σₖ a[r,k] x[k,b] with samples b in the lanes: both the forward product (a the weights) and the gradient of the
// inputs (a the weights transposed) of a full connection. Strides of `a` are in bytes; y and x are `[…, lanes]`. A tile has four rows;
// where only two or three are left, the last of them is computed again in the place of those that are missing.

/** @param bias starts each row with an element of its own; 0 is none. @param adds whether y's old values count too. */
export function laneProduct(
  y: usize,
  x: usize,
  a: usize,
  aRowStride: usize,
  aDepthStride: usize,
  bias: usize,
  adds: bool,
  rows: i32,
  depth: i32,
  lanes: i32,
): void {
  const stride = <usize>lanes * 4;
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    let lane = 0;
    for (; lane + 8 <= lanes; lane += 8) tile4x8(y + <usize>lane * 4, x + <usize>lane * 4, stride, a, aRowStride, aDepthStride, bias, adds, depth, 4);
    if (lane < lanes) tile4x4(y + <usize>lane * 4, x + <usize>lane * 4, stride, a, aRowStride, aDepthStride, bias, adds, depth, 4);
    y += 4 * stride;
    a += 4 * aRowStride;
    if (bias) bias += 16;
  }
  if (row < rows) lastRows(y, x, stride, a, aRowStride, aDepthStride, bias, adds, rows - row, depth, lanes);
}

function lastRows(
  y: usize,
  x: usize,
  stride: usize,
  a: usize,
  aRowStride: usize,
  aDepthStride: usize,
  bias: usize,
  adds: bool,
  count: i32,
  depth: i32,
  lanes: i32,
): void {
  let lane = 0;
  if (count == 1) {
    for (; lane + 8 <= lanes; lane += 8) tile1x8(y + <usize>lane * 4, x + <usize>lane * 4, stride, a, aDepthStride, bias, adds, depth);
    if (lane < lanes) tile1x4(y + <usize>lane * 4, x + <usize>lane * 4, stride, a, aDepthStride, bias, adds, depth);
  } else {
    for (; lane + 8 <= lanes; lane += 8) tile4x8(y + <usize>lane * 4, x + <usize>lane * 4, stride, a, aRowStride, aDepthStride, bias, adds, depth, count);
    if (lane < lanes) tile4x4(y + <usize>lane * 4, x + <usize>lane * 4, stride, a, aRowStride, aDepthStride, bias, adds, depth, count);
  }
}

@inline
function start(y: usize, bias: usize, adds: bool): v128 {
  if (bias) return splatAt(bias);
  return adds ? v128.load(y) : zeros();
}

@inline
function tile4x8(
  y: usize,
  x: usize,
  stride: usize,
  a: usize,
  aRowStride: usize,
  aDepthStride: usize,
  bias: usize,
  adds: bool,
  depth: i32,
  count: i32,
): void {
  const y1 = y + stride;
  const y2 = count > 2 ? y1 + stride : y1;
  const y3 = count > 3 ? y2 + stride : y2;
  let s00 = start(y, bias, adds);
  let s01 = start(y + 16, bias, adds);
  if (bias) bias += 4;
  let s10 = start(y1, bias, adds);
  let s11 = start(y1 + 16, bias, adds);
  if (bias && count > 2) bias += 4;
  let s20 = start(y2, bias, adds);
  let s21 = start(y2 + 16, bias, adds);
  if (bias && count > 3) bias += 4;
  let s30 = start(y3, bias, adds);
  let s31 = start(y3 + 16, bias, adds);
  let a1 = a + aRowStride;
  let a2 = count > 2 ? a1 + aRowStride : a1;
  let a3 = count > 3 ? a2 + aRowStride : a2;
  const end = x + <usize>depth * stride;
  while (x < end) {
    const low = v128.load(x);
    const high = v128.load(x, 16);
    let factor = splatAt(a);
    s00 = multiplyAdd(factor, low, s00);
    s01 = multiplyAdd(factor, high, s01);
    factor = splatAt(a1);
    s10 = multiplyAdd(factor, low, s10);
    s11 = multiplyAdd(factor, high, s11);
    factor = splatAt(a2);
    s20 = multiplyAdd(factor, low, s20);
    s21 = multiplyAdd(factor, high, s21);
    factor = splatAt(a3);
    s30 = multiplyAdd(factor, low, s30);
    s31 = multiplyAdd(factor, high, s31);
    a += aDepthStride;
    a1 += aDepthStride;
    a2 += aDepthStride;
    a3 += aDepthStride;
    x += stride;
  }
  v128.store(y, s00);
  v128.store(y, s01, 16);
  v128.store(y1, s10);
  v128.store(y1, s11, 16);
  v128.store(y2, s20);
  v128.store(y2, s21, 16);
  v128.store(y3, s30);
  v128.store(y3, s31, 16);
}

@inline
function tile4x4(
  y: usize,
  x: usize,
  stride: usize,
  a: usize,
  aRowStride: usize,
  aDepthStride: usize,
  bias: usize,
  adds: bool,
  depth: i32,
  count: i32,
): void {
  const y1 = y + stride;
  const y2 = count > 2 ? y1 + stride : y1;
  const y3 = count > 3 ? y2 + stride : y2;
  let s0 = start(y, bias, adds);
  if (bias) bias += 4;
  let s1 = start(y1, bias, adds);
  if (bias && count > 2) bias += 4;
  let s2 = start(y2, bias, adds);
  if (bias && count > 3) bias += 4;
  let s3 = start(y3, bias, adds);
  let a1 = a + aRowStride;
  let a2 = count > 2 ? a1 + aRowStride : a1;
  let a3 = count > 3 ? a2 + aRowStride : a2;
  const end = x + <usize>depth * stride;
  while (x < end) {
    const values = v128.load(x);
    s0 = multiplyAdd(splatAt(a), values, s0);
    s1 = multiplyAdd(splatAt(a1), values, s1);
    s2 = multiplyAdd(splatAt(a2), values, s2);
    s3 = multiplyAdd(splatAt(a3), values, s3);
    a += aDepthStride;
    a1 += aDepthStride;
    a2 += aDepthStride;
    a3 += aDepthStride;
    x += stride;
  }
  v128.store(y, s0);
  v128.store(y1, s1);
  v128.store(y2, s2);
  v128.store(y3, s3);
}

@inline
function tile1x8(y: usize, x: usize, stride: usize, a: usize, aDepthStride: usize, bias: usize, adds: bool, depth: i32): void {
  let s0 = start(y, bias, adds);
  let s1 = start(y + 16, bias, adds);
  const end = x + <usize>depth * stride;
  while (x < end) {
    const factor = splatAt(a);
    s0 = multiplyAdd(factor, v128.load(x), s0);
    s1 = multiplyAdd(factor, v128.load(x, 16), s1);
    a += aDepthStride;
    x += stride;
  }
  v128.store(y, s0);
  v128.store(y, s1, 16);
}

@inline
function tile1x4(y: usize, x: usize, stride: usize, a: usize, aDepthStride: usize, bias: usize, adds: bool, depth: i32): void {
  let sum = start(y, bias, adds);
  const end = x + <usize>depth * stride;
  while (x < end) {
    sum = multiplyAdd(splatAt(a), v128.load(x), sum);
    a += aDepthStride;
    x += stride;
  }
  v128.store(y, sum);
}

/** sum[r] = Σ_b y[r,b], plus what sum held where `adds` */
export function laneSums(sum: usize, y: usize, rows: i32, lanes: i32, adds: bool): void {
  const stride = <usize>lanes * 4;
  let row = 0;
  for (; row + 4 <= rows; row += 4, sum += 16, y += 4 * stride) {
    let s0 = zeros();
    let s1 = zeros();
    let s2 = zeros();
    let s3 = zeros();
    for (let from = y, end = y + stride; from < end; from += 16) {
      s0 = f32x4.add(s0, v128.load(from));
      s1 = f32x4.add(s1, v128.load(from + stride));
      s2 = f32x4.add(s2, v128.load(from + 2 * stride));
      s3 = f32x4.add(s3, v128.load(from + 3 * stride));
    }
    const sums = sumsOfLanes(s0, s1, s2, s3);
    v128.store(sum, adds ? f32x4.add(v128.load(sum), sums) : sums);
  }
  for (; row < rows; row++, sum += 4, y += stride) {
    let sums = zeros();
    for (let from = y, end = y + stride; from < end; from += 16) sums = f32x4.add(sums, v128.load(from));
    store<f32>(sum, adds ? load<f32>(sum) + sumLanes(sums) : sumLanes(sums));
  }
}
