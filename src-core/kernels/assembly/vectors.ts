import { loadPart, multiplyAdd, storePart } from './vector';

export function fill(x: usize, value: f32, length: i32): void {
  const values = f32x4.splat(value);
  const end = x + <usize>(length & ~3) * 4;
  for (; x < end; x += 16) v128.store(x, values);
  const rest = length & 3;
  if (rest) storePart(x, values, rest);
}

export function copy(target: usize, source: usize, length: i32): void {
  memory.copy(target, source, <usize>length * 4);
}

export function scale(x: usize, factor: f32, length: i32): void {
  const factors = f32x4.splat(factor);
  const end = x + <usize>(length & ~3) * 4;
  for (; x < end; x += 16) v128.store(x, f32x4.mul(v128.load(x), factors));
  const rest = length & 3;
  if (rest) storePart(x, f32x4.mul(loadPart(x, rest), factors), rest);
}

/** target = x + a p; target may be x. */
export function pointOnLine(target: usize, x: usize, a: f32, p: usize, length: i32): void {
  const factors = f32x4.splat(a);
  const end = target + <usize>(length & ~3) * 4;
  for (; target < end; target += 16, x += 16, p += 16) v128.store(target, multiplyAdd(factors, v128.load(p), v128.load(x)));
  const rest = length & 3;
  if (rest) storePart(target, multiplyAdd(factors, loadPart(p, rest), loadPart(x, rest)), rest);
}

/** Products of float32 are exact in double precision; four running sums, added in a fixed order. */
export function dot(x: usize, y: usize, length: i32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const end = x + <usize>(length & ~3) * 4;
  for (; x < end; x += 16, y += 16) {
    low = f64x2.add(low, f64x2.mul(doublesAt(x), doublesAt(y)));
    high = f64x2.add(high, f64x2.mul(doublesAt(x + 8), doublesAt(y + 8)));
  }
  const sums = f64x2.add(low, high);
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  for (let rest = length & 3; rest > 0; rest--, x += 4, y += 4) sum += <f64>load<f32>(x) * <f64>load<f32>(y);
  return sum;
}

@inline
function doublesAt(source: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load_zero<u64>(source));
}

/** NaN if any element is. Magnitudes are compared as integers, whose order is theirs, NaN above all: quicker than as numbers. */
export function maxAbsolute(x: usize, length: i32): f32 {
  let largest = i32x4.splat(0);
  const end = x + <usize>(length & ~3) * 4;
  for (; x < end; x += 16) largest = i32x4.max_s(largest, f32x4.abs(v128.load(x)));
  const rest = length & 3;
  if (rest) largest = i32x4.max_s(largest, f32x4.abs(loadPart(x, rest)));
  const low = max(i32x4.extract_lane(largest, 0), i32x4.extract_lane(largest, 1));
  return reinterpret<f32>(max(low, max(i32x4.extract_lane(largest, 2), i32x4.extract_lane(largest, 3))));
}

/** 1 if no element is NaN or infinite, else 0. */
export function allFinite(x: usize, length: i32): i32 {
  return maxAbsolute(x, length) < f32.POSITIVE_INFINITY ? 1 : 0;
}
