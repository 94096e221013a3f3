import { loadPart, multiplyAdd, sumLanes, sumsOfLanes, zeros } from './vector';

// y[r,c] = Σₖ a[r,k] b[c,k], plus what y held where `adds`: both factors run along the reduction, so a tile is a block of dot products whose lanes are partial
// sums. All strides are in bytes. Two rows by four columns keep eight sums in flight, enough to hide the latency of the
// multiply-add; unrolling over k would make V8 spill them.

export function dotProduct(
  y: usize,
  yStride: usize,
  a: usize,
  aStride: usize,
  b: usize,
  bStride: usize,
  rows: i32,
  columns: i32,
  depth: i32,
  adds: bool,
): void {
  let column = 0;
  // Columns outside: four rows of b stay in the nearest cache while all rows of a pass by.
  for (; column + 4 <= columns; column += 4) {
    const bPanel = b + <usize>column * bStride;
    const yPanel = y + <usize>column * 4;
    let row = 0;
    for (; row + 2 <= rows; row += 2) tile2x4(yPanel + <usize>row * yStride, yStride, a + <usize>row * aStride, aStride, bPanel, bStride, depth, adds);
    if (row < rows) {
      const target = yPanel + <usize>row * yStride;
      put(target, fourDots(a + <usize>row * aStride, bPanel, bStride, depth), adds);
    }
  }
  for (; column < columns; column++) lastColumn(y + <usize>column * 4, yStride, a, aStride, b + <usize>column * bStride, rows, depth, adds);
}

@inline
function tile2x4(y: usize, yStride: usize, a: usize, aStride: usize, b: usize, bStride: usize, depth: i32, adds: bool): void {
  let a0 = a;
  let a1 = a + aStride;
  let b0 = b;
  let b1 = b + bStride;
  let b2 = b1 + bStride;
  let b3 = b2 + bStride;
  let s00 = zeros();
  let s01 = zeros();
  let s02 = zeros();
  let s03 = zeros();
  let s10 = zeros();
  let s11 = zeros();
  let s12 = zeros();
  let s13 = zeros();
  const end = a + <usize>(depth & ~3) * 4;
  while (a0 < end) {
    const x0 = v128.load(a0);
    const x1 = v128.load(a1);
    let w = v128.load(b0);
    s00 = multiplyAdd(x0, w, s00);
    s10 = multiplyAdd(x1, w, s10);
    w = v128.load(b1);
    s01 = multiplyAdd(x0, w, s01);
    s11 = multiplyAdd(x1, w, s11);
    w = v128.load(b2);
    s02 = multiplyAdd(x0, w, s02);
    s12 = multiplyAdd(x1, w, s12);
    w = v128.load(b3);
    s03 = multiplyAdd(x0, w, s03);
    s13 = multiplyAdd(x1, w, s13);
    a0 += 16;
    a1 += 16;
    b0 += 16;
    b1 += 16;
    b2 += 16;
    b3 += 16;
  }
  const rest = depth & 3;
  if (rest) {
    const x0 = loadPart(a0, rest);
    const x1 = loadPart(a1, rest);
    let w = loadPart(b0, rest);
    s00 = multiplyAdd(x0, w, s00);
    s10 = multiplyAdd(x1, w, s10);
    w = loadPart(b1, rest);
    s01 = multiplyAdd(x0, w, s01);
    s11 = multiplyAdd(x1, w, s11);
    w = loadPart(b2, rest);
    s02 = multiplyAdd(x0, w, s02);
    s12 = multiplyAdd(x1, w, s12);
    w = loadPart(b3, rest);
    s03 = multiplyAdd(x0, w, s03);
    s13 = multiplyAdd(x1, w, s13);
  }
  put(y, sumsOfLanes(s00, s01, s02, s03), adds);
  put(y + yStride, sumsOfLanes(s10, s11, s12, s13), adds);
}

@inline
function put(y: usize, sums: v128, adds: bool): void {
  v128.store(y, adds ? f32x4.add(v128.load(y), sums) : sums);
}

/** Dot products of one vector with four others, `otherStride` apart. */
function fourDots(one: usize, others: usize, otherStride: usize, depth: i32): v128 {
  let a0 = one;
  let b0 = others;
  let b1 = b0 + otherStride;
  let b2 = b1 + otherStride;
  let b3 = b2 + otherStride;
  let s0 = zeros();
  let s1 = zeros();
  let s2 = zeros();
  let s3 = zeros();
  const end = one + <usize>(depth & ~3) * 4;
  while (a0 < end) {
    const x = v128.load(a0);
    s0 = multiplyAdd(x, v128.load(b0), s0);
    s1 = multiplyAdd(x, v128.load(b1), s1);
    s2 = multiplyAdd(x, v128.load(b2), s2);
    s3 = multiplyAdd(x, v128.load(b3), s3);
    a0 += 16;
    b0 += 16;
    b1 += 16;
    b2 += 16;
    b3 += 16;
  }
  const rest = depth & 3;
  if (rest) {
    const x = loadPart(a0, rest);
    s0 = multiplyAdd(x, loadPart(b0, rest), s0);
    s1 = multiplyAdd(x, loadPart(b1, rest), s1);
    s2 = multiplyAdd(x, loadPart(b2, rest), s2);
    s3 = multiplyAdd(x, loadPart(b3, rest), s3);
  }
  return sumsOfLanes(s0, s1, s2, s3);
}

function lastColumn(y: usize, yStride: usize, a: usize, aStride: usize, b: usize, rows: i32, depth: i32, adds: bool): void {
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const sums = fourDots(b, a + <usize>row * aStride, aStride, depth);
    const target = y + <usize>row * yStride;
    putOne(target, f32x4.extract_lane(sums, 0), adds);
    putOne(target + yStride, f32x4.extract_lane(sums, 1), adds);
    putOne(target + 2 * yStride, f32x4.extract_lane(sums, 2), adds);
    putOne(target + 3 * yStride, f32x4.extract_lane(sums, 3), adds);
  }
  for (; row < rows; row++) putOne(y + <usize>row * yStride, oneDot(a + <usize>row * aStride, b, depth), adds);
}

function oneDot(a: usize, b: usize, depth: i32): f32 {
  let sums = zeros();
  const whole = <usize>(depth & ~3) * 4;
  for (let k: usize = 0; k < whole; k += 16) sums = multiplyAdd(v128.load(a + k), v128.load(b + k), sums);
  const rest = depth & 3;
  if (rest) sums = multiplyAdd(loadPart(a + whole, rest), loadPart(b + whole, rest), sums);
  return sumLanes(sums);
}

@inline
function putOne(y: usize, sum: f32, adds: bool): void {
  store<f32>(y, adds ? load<f32>(y) + sum : sum);
}
