import { constant, Constant } from './constants';
import { loadPart, multiplyAdd, storePart, zeros } from './vector';

/** Natural logarithm of four numbers to 2 ulp; −∞ for 0, NaN for negative numbers. */
@inline
export function log4(x: v128): v128 {
  const isSmall = f32x4.lt(x, constant(Constant.smallestNormal));
  const normal = v128.bitselect(f32x4.mul(x, constant(Constant.lift)), x, isSmall);
  return atTheEnds(x, logOfNormal(normal, v128.and(isSmall, constant(Constant.liftPower))));
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
  const m = f32x4.sub(i32x4.sub(normal, i32x4.shl(exponent, 23)), constant(Constant.one));
  const square = f32x4.mul(m, m);
  let p = multiplyAdd(constant(Constant.log11), m, constant(Constant.log10));
  p = multiplyAdd(p, m, constant(Constant.log9));
  p = multiplyAdd(p, m, constant(Constant.log8));
  p = multiplyAdd(p, m, constant(Constant.log7));
  p = multiplyAdd(p, m, constant(Constant.log6));
  p = multiplyAdd(p, m, constant(Constant.log5));
  p = multiplyAdd(p, m, constant(Constant.log4));
  p = multiplyAdd(p, m, constant(Constant.log3));
  let small = f32x4.mul(f32x4.mul(p, m), square);
  small = f32x4.sub(small, f32x4.mul(n, constant(Constant.minusLn2Low)));
  small = f32x4.sub(small, f32x4.mul(square, constant(Constant.log2)));
  return f32x4.sub(f32x4.add(m, small), f32x4.mul(n, constant(Constant.minusLn2High)));
}

/** `value` where x is positive and finite. */
@inline
function atTheEnds(x: v128, value: v128): v128 {
  const isFinite = f32x4.lt(x, constant(Constant.infinity));
  // +∞ stays what it is and a NaN too.
  const upTo = v128.bitselect(value, x, isFinite);
  const nonPositive = v128.bitselect(constant(Constant.minusInfinity), constant(Constant.notANumber), f32x4.eq(x, zeros()));
  return v128.bitselect(nonPositive, upTo, f32x4.le(x, zeros()));
}

/** x becomes log x: what the losses take four at a time, over a run, so that its accuracy can be measured. */
export function log(x: usize, length: i32): void {
  const end = x + <usize>(length & ~3) * 4;
  for (; x < end; x += 16) v128.store(x, log4(v128.load(x)));
  const rest = length & 3;
  if (rest) storePart(x, log4(loadPart(x, rest)), rest);
}
