import { multiplyAdd } from './vector';

/** Natural logarithm of four normal positive numbers to 2 ulp: x = 2ⁿ m with m in [√½, √2), then the polynomial of Cephes for log m. */
@inline
export function log4(x: v128): v128 {
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3));
  const exponent = i32x4.shr_s(bits, 23);
  const n = f32x4.convert_i32x4_s(exponent);
  const m = f32x4.sub(i32x4.sub(x, i32x4.shl(exponent, 23)), f32x4.splat(1));
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
