import { multiplyAdd } from './vector';

/** 1 if `multiplyAdd` rounds once: (1 + 2⁻¹²)² − (1 + 2⁻¹¹) is 2⁻²⁴ exactly, and 0 once the square has been rounded. */
export function multiplyAddIsFused(factor: f32, subtrahend: f32): i32 {
  const factors = f32x4.splat(factor);
  return f32x4.extract_lane(multiplyAdd(factors, factors, f32x4.splat(-subtrahend)), 0) != 0 ? 1 : 0;
}
