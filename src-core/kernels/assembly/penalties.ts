import { loadPart, multiplyAdd, storePart, zeros } from './vector';

/** Σ (½ l2 w² + l1 |w|), summed in double precision; unless `gradients` is 0, l2 w + l1 sgn(w) is added there, 0 for a weight of 0. */
export function weightPenalty(weights: usize, gradients: usize, length: i32, l1: f32, l2: f32): f64 {
  const l1s = f32x4.splat(l1);
  const l2s = f32x4.splat(l2);
  const signBit = f32x4.splat(-0.0);
  let squares = f64x2.splat(0);
  let magnitudes = f64x2.splat(0);
  for (let left = length; left > 0; left -= 4, weights += 16) {
    const weight = loadPart(weights, left);
    const low = f64x2.promote_low_f32x4(weight);
    const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(weight, weight, 2, 3, 2, 3));
    squares = f64x2.add(squares, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)));
    magnitudes = f64x2.add(magnitudes, f64x2.add(f64x2.abs(low), f64x2.abs(high)));
    if (gradients) {
      const pull = v128.and(v128.or(l1s, v128.and(weight, signBit)), f32x4.ne(weight, zeros()));
      storePart(gradients, f32x4.add(multiplyAdd(l2s, weight, loadPart(gradients, left)), pull), left);
      gradients += 16;
    }
  }
  const square = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
  const magnitude = f64x2.extract_lane(magnitudes, 0) + f64x2.extract_lane(magnitudes, 1);
  return 0.5 * <f64>l2 * square + <f64>l1 * magnitude;
}
