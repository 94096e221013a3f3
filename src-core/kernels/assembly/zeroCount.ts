import { zeros } from './vector';

/** How many elements are 0, among all but the last three. */
export function zeroCount(x: usize, length: i32): i32 {
  let found = i32x4.splat(0);
  const end = x + <usize>(length & ~3) * 4;
  for (; x < end; x += 16) found = i32x4.sub(found, f32x4.eq(v128.load(x), zeros()));
  return i32x4.extract_lane(found, 0) + i32x4.extract_lane(found, 1) + i32x4.extract_lane(found, 2) + i32x4.extract_lane(found, 3);
}
