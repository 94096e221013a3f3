// Vectors of four float32. `relaxed_madd` rounds once where the machine has a fused multiply-add; the plain build rounds twice
// everywhere.

@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

@inline
export function zeros(): v128 {
  return f32x4.splat(0);
}

@inline
export function splatAt(source: usize): v128 {
  return v128.load_splat<f32>(source);
}

/** The first `count` (1…4) elements at `source`; the other lanes are 0. Reads nothing beyond them. */
@inline
export function loadPart(source: usize, count: i32): v128 {
  if (count >= 4) return v128.load(source);
  if (count == 3) return v128.load_lane<u32>(source, v128.load_zero<u64>(source), 2, 8);
  if (count == 2) return v128.load_zero<u64>(source);
  return v128.load_zero<u32>(source);
}

/** Stores the first `count` (1…4) lanes and touches nothing beyond them. */
@inline
export function storePart(target: usize, value: v128, count: i32): void {
  if (count >= 4) {
    v128.store(target, value);
  } else if (count == 3) {
    v128.store_lane<u64>(target, value, 0);
    v128.store_lane<u32>(target, value, 2, 8);
  } else if (count == 2) {
    v128.store_lane<u64>(target, value, 0);
  } else {
    v128.store_lane<u32>(target, value, 0);
  }
}

@inline
export function addPart(target: usize, value: v128, count: i32): void {
  storePart(target, f32x4.add(loadPart(target, count), value), count);
}

/** Sum of the lanes, always in the same order. */
@inline
export function sumLanes(a: v128): f32 {
  return f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 2) + (f32x4.extract_lane(a, 1) + f32x4.extract_lane(a, 3));
}

/** The four vectors' sums of lanes as one vector, in the order of `sumLanes`. */
@inline
export function sumsOfLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}
