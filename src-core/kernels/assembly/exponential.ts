import { multiplyAdd } from './vector';

// exp, tanh and the logistic function of four numbers, of our own, so that results do not depend on the engine.

/** ln 2 in two parts, of which the first times any exponent is exact (Cody and Waite). */
const ln2High: f32 = 0.693359375;
const ln2Low: f32 = -2.12194440e-4;
const log2e: f32 = 1.44269504;

/** e^x to 2 ulp: x = n ln 2 + r, e^r by a polynomial on |r| ≤ ln 2 / 2 (Cephes), times 2^n. */
@inline
export function exp4(x: v128): v128 {
  // Beyond these ends the result is 0 or infinite in float32 anyway.
  const clamped = f32x4.max(f32x4.min(x, f32x4.splat(89)), f32x4.splat(-104));
  const n = f32x4.nearest(f32x4.mul(clamped, f32x4.splat(log2e)));
  const reduced = f32x4.sub(clamped, f32x4.mul(n, f32x4.splat(ln2High)));
  const r = f32x4.sub(reduced, f32x4.mul(n, f32x4.splat(ln2Low)));
  let p = f32x4.splat(1.9875691500e-4);
  p = multiplyAdd(p, r, f32x4.splat(1.3981999507e-3));
  p = multiplyAdd(p, r, f32x4.splat(8.3334519073e-3));
  p = multiplyAdd(p, r, f32x4.splat(4.1665795894e-2));
  p = multiplyAdd(p, r, f32x4.splat(1.6666665459e-1));
  p = multiplyAdd(p, r, f32x4.splat(5.0000001201e-1));
  p = f32x4.add(multiplyAdd(f32x4.mul(r, r), p, r), f32x4.splat(1));
  // 2^n in two factors, because n may lie outside the range of one exponent.
  const exponent = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(exponent, 1);
  return f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(i32x4.sub(exponent, half)));
}

@inline
function powerOfTwo(exponent: v128): v128 {
  return i32x4.shl(i32x4.add(exponent, i32x4.splat(127)), 23);
}

/** tanh x to 4 ulp: a rational function on |x| ≤ 7.9, beyond which it is ±1; x itself where x is tiny. */
@inline
export function tanh4(x: v128): v128 {
  const clamped = f32x4.max(f32x4.min(x, f32x4.splat(7.90531110763549805)), f32x4.splat(-7.90531110763549805));
  const square = f32x4.mul(clamped, clamped);
  let p = f32x4.splat(-2.76076847742355e-16);
  p = multiplyAdd(p, square, f32x4.splat(2.00018790482477e-13));
  p = multiplyAdd(p, square, f32x4.splat(-8.60467152213735e-11));
  p = multiplyAdd(p, square, f32x4.splat(5.12229709037114e-8));
  p = multiplyAdd(p, square, f32x4.splat(1.48572235717979e-5));
  p = multiplyAdd(p, square, f32x4.splat(6.37261928875436e-4));
  p = multiplyAdd(p, square, f32x4.splat(4.89352455891786e-3));
  let q = f32x4.splat(1.19825839466702e-6);
  q = multiplyAdd(q, square, f32x4.splat(1.18534705686654e-4));
  q = multiplyAdd(q, square, f32x4.splat(2.26843463243900e-3));
  q = multiplyAdd(q, square, f32x4.splat(4.89352518554385e-3));
  const value = f32x4.div(f32x4.mul(clamped, p), q);
  return v128.bitselect(x, value, f32x4.lt(f32x4.abs(x), f32x4.splat(0.0004)));
}

/** 1/(1 + e^(−x)) to 4 ulp, from e^(−|x|), which cannot overflow. */
@inline
export function logistic4(x: v128): v128 {
  const power = exp4(f32x4.neg(f32x4.abs(x)));
  const one = f32x4.splat(1);
  const numerator = v128.bitselect(power, one, f32x4.lt(x, f32x4.splat(0)));
  return f32x4.div(numerator, f32x4.add(one, power));
}
