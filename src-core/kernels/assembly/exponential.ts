import { multiplyAdd } from './vector';

// exp, tanh and the logistic function of four numbers, of our own, so that results do not depend on the engine.

/** −ln 2 in two parts, of which the first times any exponent is exact (Cody and Waite). */
const minusLn2High: f32 = -0.693359375;
const minusLn2Low: f32 = 2.12194440e-4;
const log2e: f32 = 1.44269504;
/** 1.5 · 2²³ + 127: a number of moderate size added to it is rounded to a whole one, which the last bits then hold as an exponent. */
const rounder: f32 = 12583039;
const rounderBits = 0x4b40007f;

/** e^x to 2 ulp: x = n ln 2 + r with |r| ≤ ln 2 / 2, then 2ⁿ e^r. */
@inline
export function exp4(x: v128): v128 {
  // Beyond these ends the result is infinite or 0 in float32 anyway. These minima keep a NaN on the left.
  const clamped = f32x4.pmax(f32x4.pmin(x, f32x4.splat(89)), f32x4.splat(-104));
  const rounded = roundedPowers(clamped);
  const power = f32x4.add(exponentialMinus1(remainder(clamped, rounded)), f32x4.splat(1));
  // 2ⁿ in two factors, because n may lie outside the range of one exponent.
  const exponent = i32x4.sub(rounded, i32x4.splat(rounderBits));
  const half = i32x4.shr_s(exponent, 1);
  return f32x4.mul(f32x4.mul(power, powerOfTwo(half)), powerOfTwo(i32x4.sub(exponent, half)));
}

/** tanh x to 4 ulp: E/(E + 2) with E = e^(2|x|) − 1 = 2ⁿ (e^r − 1) + (2ⁿ − 1), which keeps the digits of small x; then the sign of x. */
@inline
export function tanh4(x: v128): v128 {
  // From 10 on the result is 1 in float32.
  const double = f32x4.pmin(f32x4.abs(f32x4.add(x, x)), f32x4.splat(20));
  const rounded = roundedPowers(double);
  const scale = i32x4.shl(rounded, 23);
  const power = multiplyAdd(scale, exponentialMinus1(remainder(double, rounded)), f32x4.sub(scale, f32x4.splat(1)));
  const value = f32x4.div(power, f32x4.add(power, f32x4.splat(2)));
  return v128.or(value, v128.and(x, i32x4.splat(i32.MIN_VALUE)));
}

/** The whole number n of factors 2 next to e^x, plus the rounder. */
@inline
function roundedPowers(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, f32x4.splat(log2e)), f32x4.splat(rounder));
}

/** r = x − n ln 2 */
@inline
function remainder(x: v128, rounded: v128): v128 {
  const n = f32x4.sub(rounded, f32x4.splat(rounder));
  return multiplyAdd(n, f32x4.splat(minusLn2Low), multiplyAdd(n, f32x4.splat(minusLn2High), x));
}

/** e^r − 1 for |r| ≤ ln 2 / 2, by the polynomial of Cephes. */
@inline
function exponentialMinus1(r: v128): v128 {
  let p = f32x4.splat(1.9875691500e-4);
  p = multiplyAdd(p, r, f32x4.splat(1.3981999507e-3));
  p = multiplyAdd(p, r, f32x4.splat(8.3334519073e-3));
  p = multiplyAdd(p, r, f32x4.splat(4.1665795894e-2));
  p = multiplyAdd(p, r, f32x4.splat(1.6666665459e-1));
  p = multiplyAdd(p, r, f32x4.splat(5.0000001201e-1));
  return multiplyAdd(f32x4.mul(r, r), p, r);
}

@inline
function powerOfTwo(exponent: v128): v128 {
  return i32x4.shl(i32x4.add(exponent, i32x4.splat(127)), 23);
}

/** 1/(1 + e^(−x)) to 4 ulp, from e^(−|x|), which cannot overflow. */
@inline
export function logistic4(x: v128): v128 {
  const power = exp4(f32x4.neg(f32x4.abs(x)));
  const one = f32x4.splat(1);
  const numerator = v128.bitselect(power, one, f32x4.lt(x, f32x4.splat(0)));
  return f32x4.div(numerator, f32x4.add(one, power));
}
