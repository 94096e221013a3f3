import { constant, Constant } from './constants';
import { multiplyAdd } from './vector';

// exp, tanh and the logistic function of four numbers, of our own, so that results do not depend on the engine.

const rounderBits = 0x4b40007f;

/** e^x to 2 ulp: x = n ln 2 + r with |r| ≤ ln 2 / 2, then 2ⁿ e^r. */
@inline
export function exp4(x: v128): v128 {
  // These minima keep a NaN on the left.
  const clamped = f32x4.pmax(f32x4.pmin(x, constant(Constant.most)), constant(Constant.least));
  const rounded = roundedPowers(clamped);
  const power = f32x4.add(exponentialMinus1(remainder(clamped, rounded)), constant(Constant.one));
  // 2ⁿ in two factors, because n may lie outside the range of one exponent.
  const exponent = i32x4.sub(rounded, i32x4.splat(rounderBits));
  const half = i32x4.shr_s(exponent, 1);
  return f32x4.mul(f32x4.mul(power, powerOfTwo(half)), powerOfTwo(i32x4.sub(exponent, half)));
}

/** e^x to 2 ulp for x ≤ 0; what would be below the normal numbers is 1.6e-38. */
@inline
export function expOfNegative4(x: v128): v128 {
  const clamped = f32x4.pmax(x, constant(Constant.leastOfShare));
  const rounded = roundedPowers(clamped);
  const scale = i32x4.shl(rounded, 23);
  return multiplyAdd(scale, exponentialMinus1(remainder(clamped, rounded)), scale);
}

/**
 * factor · tanh(x/2) to 4 ulp, given x: E/(E + 2) with E = e^|x| − 1 = 2ⁿ (e^r − 1) + (2ⁿ − 1), which keeps the digits of small x;
 * then the sign of x.
 */
@inline
export function tanhOfHalf4(x: v128, factor: v128): v128 {
  const signed = v128.xor(factor, v128.and(x, i32x4.splat(i32.MIN_VALUE)));
  const size = f32x4.pmin(f32x4.abs(x), constant(Constant.mostOfTanh));
  const rounded = roundedPowers(size);
  const scale = i32x4.shl(rounded, 23);
  const n = f32x4.sub(rounded, constant(Constant.rounder));
  // Where n is large enough for the rounding of ln 2 to count, the result is so near to 1 that it does not.
  const r = multiplyAdd(n, constant(Constant.minusLn2), size);
  const power = multiplyAdd(scale, exponentialMinus1(r), f32x4.sub(scale, constant(Constant.one)));
  return f32x4.div(f32x4.mul(power, signed), f32x4.add(power, constant(Constant.two)));
}

/** The whole number n of factors 2 next to e^x, plus the rounder. */
@inline
function roundedPowers(x: v128): v128 {
  return multiplyAdd(x, constant(Constant.log2e), constant(Constant.rounder));
}

/** r = x − n ln 2 */
@inline
function remainder(x: v128, rounded: v128): v128 {
  const n = f32x4.sub(rounded, constant(Constant.rounder));
  return multiplyAdd(n, constant(Constant.minusLn2Low), multiplyAdd(n, constant(Constant.minusLn2High), x));
}

/** e^r − 1 for |r| ≤ ln 2 / 2 */
@inline
function exponentialMinus1(r: v128): v128 {
  const square = f32x4.mul(r, r);
  const low = multiplyAdd(constant(Constant.exp3), r, constant(Constant.exp2));
  const high = multiplyAdd(constant(Constant.exp6), square, multiplyAdd(constant(Constant.exp5), r, constant(Constant.exp4)));
  return multiplyAdd(square, multiplyAdd(square, high, low), r);
}

@inline
function powerOfTwo(exponent: v128): v128 {
  return i32x4.shl(i32x4.add(exponent, i32x4.splat(127)), 23);
}

/** 1/(1 + e^(−x)) to 4 ulp, from e^(−|x|), which cannot overflow. */
@inline
export function logistic4(x: v128): v128 {
  const power = exp4(f32x4.neg(f32x4.abs(x)));
  const one = constant(Constant.one);
  const numerator = v128.bitselect(power, one, f32x4.lt(x, f32x4.splat(0)));
  return f32x4.div(numerator, f32x4.add(one, power));
}
