import { multiplyAdd } from './vector';

/** `rounds` × 48 multiply-adds on numbers that stay in registers: what no kernel can exceed. */
export function multiplyAddInRegisters(rounds: i32, factor: f32): f32 {
  const a = f32x4.splat(factor);
  const b = f32x4.splat(1 - factor);
  let s0 = b;
  let s1 = a;
  let s2 = f32x4.add(a, b);
  let s3 = f32x4.add(s2, b);
  let s4 = f32x4.add(s3, b);
  let s5 = f32x4.add(s4, b);
  let s6 = f32x4.add(s5, b);
  let s7 = f32x4.add(s6, b);
  let s8 = f32x4.add(s7, b);
  let s9 = f32x4.add(s8, b);
  let s10 = f32x4.add(s9, b);
  let s11 = f32x4.add(s10, b);
  for (let round = 0; round < rounds; round++) {
    s0 = multiplyAdd(s0, a, b);
    s1 = multiplyAdd(s1, a, b);
    s2 = multiplyAdd(s2, a, b);
    s3 = multiplyAdd(s3, a, b);
    s4 = multiplyAdd(s4, a, b);
    s5 = multiplyAdd(s5, a, b);
    s6 = multiplyAdd(s6, a, b);
    s7 = multiplyAdd(s7, a, b);
    s8 = multiplyAdd(s8, a, b);
    s9 = multiplyAdd(s9, a, b);
    s10 = multiplyAdd(s10, a, b);
    s11 = multiplyAdd(s11, a, b);
  }
  const low = f32x4.add(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)), f32x4.add(f32x4.add(s4, s5), f32x4.add(s6, s7)));
  return f32x4.extract_lane(f32x4.add(low, f32x4.add(f32x4.add(s8, s9), f32x4.add(s10, s11))), 0);
}
