import { constant, Constant } from './constants';
import { multiplyAdd } from './vector';

/** Natural logarithm of four normal positive numbers to 2 ulp: x = 2ⁿ m with m in [√½, √2), then the polynomial of Cephes for log m. */
@inline
export function log4(x: v128): v128 {
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3));
  const exponent = i32x4.shr_s(bits, 23);
  const n = f32x4.convert_i32x4_s(exponent);
  const m = f32x4.sub(i32x4.sub(x, i32x4.shl(exponent, 23)), constant(Constant.one));
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
