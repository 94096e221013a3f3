import { loadPart, multiplyAdd, storePart, zeros } from './vector';

/** The smallest normal number, and the powers of two by which smaller ones are brought among the normal ones. */
const smallestNormal: f32 = 1.17549435e-38;
const lift: f32 = 8388608;
const liftPower: f32 = 23;

/** Natural logarithm of four numbers to 2 ulp; −∞ for 0, NaN for negative numbers. */
@inline
export function log4(x: v128): v128 {
  const isSmall = f32x4.lt(x, f32x4.splat(smallestNormal));
  const normal = v128.bitselect(f32x4.mul(x, f32x4.splat(lift)), x, isSmall);
  return atTheEnds(x, logOfNormal(normal, v128.and(isSmall, f32x4.splat(liftPower))));
}

/** The same of normal positive numbers, which sums of exponentials are. */
@inline
export function logOfNormal4(x: v128): v128 {
  return logOfNormal(x, zeros());
}

/** log(x 2⁻ᵏ), with k lifted powers: x = 2ⁿ m with m in [√½, √2), then the polynomial of Cephes for log m. */
@inline
function logOfNormal(normal: v128, lifted: v128): v128 {
  const bits = i32x4.sub(normal, i32x4.splat(0x3f3504f3));
  const exponent = i32x4.shr_s(bits, 23);
  const n = f32x4.sub(f32x4.convert_i32x4_s(exponent), lifted);
  const m = f32x4.sub(i32x4.sub(normal, i32x4.shl(exponent, 23)), f32x4.splat(1));
  const square = f32x4.mul(m, m);
  let p = f32x4.splat(7.0376836292e-2);
  p = multiplyAdd(p, m, f32x4.splat(-1.151461031e-1));
  p = multiplyAdd(p, m, f32x4.splat(1.1676998740e-1));
  p = multiplyAdd(p, m, f32x4.splat(-1.2420140846e-1));
  p = multiplyAdd(p, m, f32x4.splat(1.4249322787e-1));
  p = multiplyAdd(p, m, f32x4.splat(-1.6668057665e-1));
  p = multiplyAdd(p, m, f32x4.splat(2.0000714765e-1));
  p = multiplyAdd(p, m, f32x4.splat(-2.4999993993e-1));
  p = multiplyAdd(p, m, f32x4.splat(3.3333331174e-1));
  let small = f32x4.mul(f32x4.mul(p, m), square);
  small = f32x4.add(small, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  small = f32x4.sub(small, f32x4.mul(square, f32x4.splat(0.5)));
  return f32x4.add(f32x4.add(m, small), f32x4.mul(n, f32x4.splat(0.693359375)));
}

/** `value` where x is positive and finite. */
@inline
function atTheEnds(x: v128, value: v128): v128 {
  const infinity = f32x4.splat(<f32>Infinity);
  const isFinite = f32x4.lt(x, infinity);
  // +∞ stays what it is and a NaN too.
  const upTo = v128.bitselect(value, x, isFinite);
  const nonPositive = v128.bitselect(f32x4.neg(infinity), f32x4.splat(<f32>NaN), f32x4.eq(x, zeros()));
  return v128.bitselect(nonPositive, upTo, f32x4.le(x, zeros()));
}

/** x becomes log x: what the losses take four at a time, over a run, so that its accuracy can be measured. */
export function log(x: usize, length: i32): void {
  const end = x + <usize>(length & ~3) * 4;
  for (; x < end; x += 16) v128.store(x, log4(v128.load(x)));
  const rest = length & 3;
  if (rest) storePart(x, log4(loadPart(x, rest)), rest);
}
