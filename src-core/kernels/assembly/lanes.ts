import { addPart, loadPart, storePart } from './vector';

// Between rows `[rows, columns]` and lanes `[columns, lanes]`, where a lane is a sample and `lanes` is `rows` rounded up to whole
// vectors. Lanes beyond the rows repeat the last row, so that whatever is computed in them stays as finite as it is.

/** @param order numbers of the rows to take, or 0 for the first ones in order */
export function rowsToLanes(target: usize, source: usize, columns: i32, order: usize, rows: i32): void {
  const rowStride = <usize>columns * 4;
  const laneStride = <usize>((rows + 3) & ~3) * 4;
  const last = rows - 1;
  for (let row = 0; row < rows; row += 4, target += 16) {
    let r0 = source + numberOf(order, row) * rowStride;
    let r1 = source + numberOf(order, min(row + 1, last)) * rowStride;
    let r2 = source + numberOf(order, min(row + 2, last)) * rowStride;
    let r3 = source + numberOf(order, min(row + 3, last)) * rowStride;
    let to = target;
    let column = 0;
    for (; column + 4 <= columns; column += 4) {
      storeTransposed(to, laneStride, v128.load(r0), v128.load(r1), v128.load(r2), v128.load(r3));
      to += 4 * laneStride;
      r0 += 16;
      r1 += 16;
      r2 += 16;
      r3 += 16;
    }
    for (; column < columns; column++) {
      store<f32>(to, load<f32>(r0));
      store<f32>(to, load<f32>(r1), 4);
      store<f32>(to, load<f32>(r2), 8);
      store<f32>(to, load<f32>(r3), 12);
      to += laneStride;
      r0 += 4;
      r1 += 4;
      r2 += 4;
      r3 += 4;
    }
  }
}

@inline
function numberOf(order: usize, row: i32): usize {
  return <usize>(order ? load<i32>(order + <usize>row * 4) : row);
}

@inline
function storeTransposed(to: usize, stride: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const AB = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const CD = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to + stride, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  v128.store(to + 2 * stride, v128.shuffle<f32>(AB, CD, 0, 1, 4, 5));
  v128.store(to + 3 * stride, v128.shuffle<f32>(AB, CD, 2, 3, 6, 7));
}

export function lanesToRows(target: usize, source: usize, columns: i32, rows: i32): void {
  const rowStride = <usize>columns * 4;
  const laneStride = <usize>((rows + 3) & ~3) * 4;
  for (let row = 0; row < rows; row++, target += rowStride, source += 4) {
    for (let column = 0; column < columns; column++) {
      store<f32>(target + <usize>column * 4, load<f32>(source + <usize>column * laneStride));
    }
  }
}

/** target[r, c] += source[c, r] */
export function addLanesToRows(target: usize, source: usize, columns: i32, rows: i32): void {
  const rowStride = <usize>columns * 4;
  const laneStride = <usize>((rows + 3) & ~3) * 4;
  for (let row = 0; row < rows; row += 4, target += 4 * rowStride, source += 16) {
    const count = min(4, rows - row);
    let from = source;
    let to = target;
    let column = 0;
    for (; column + 4 <= columns; column += 4, from += 4 * laneStride, to += 16) {
      addTransposed(to, rowStride, from, laneStride, count);
    }
    for (; column < columns; column++, from += laneStride, to += 4) {
      for (let r: usize = 0; r < <usize>count; r++) {
        store<f32>(to + r * rowStride, load<f32>(to + r * rowStride) + load<f32>(from + r * 4));
      }
    }
  }
}

@inline
function addTransposed(to: usize, rowStride: usize, from: usize, laneStride: usize, count: i32): void {
  const a = v128.load(from);
  const b = v128.load(from + laneStride);
  const c = v128.load(from + 2 * laneStride);
  const d = v128.load(from + 3 * laneStride);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const AB = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const CD = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  addPart(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), 4);
  if (count > 1) addPart(to + rowStride, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), 4);
  if (count > 2) addPart(to + 2 * rowStride, v128.shuffle<f32>(AB, CD, 0, 1, 4, 5), 4);
  if (count > 3) addPart(to + 3 * rowStride, v128.shuffle<f32>(AB, CD, 2, 3, 6, 7), 4);
}

/**
 * Copies rows by their numbers, which are those in `order` from the `first` on; four long ones side by side: rows far apart in memory are
 * waited for together.
 */
export function gatherRows(target: usize, source: usize, columns: i32, order: usize, first: i32, count: i32): void {
  const stride = <usize>columns * 4;
  const end = first + count;
  let row = first;
  if (columns >= 64) {
    for (; row + 4 <= end; row += 4, target += 4 * stride) {
      const r0 = source + numberOf(order, row) * stride;
      const r1 = source + numberOf(order, row + 1) * stride;
      const r2 = source + numberOf(order, row + 2) * stride;
      const r3 = source + numberOf(order, row + 3) * stride;
      copyFour(target, stride, r0, r1, r2, r3);
    }
  }
  for (; row < end; row++, target += stride) {
    const from = source + numberOf(order, row) * stride;
    const whole = stride & ~15;
    for (let at: usize = 0; at < whole; at += 16) v128.store(target + at, v128.load(from + at));
    const rest = columns & 3;
    if (rest) storePart(target + whole, loadPart(from + whole, rest), rest);
  }
}

function copyFour(target: usize, stride: usize, r0: usize, r1: usize, r2: usize, r3: usize): void {
  const whole = stride & ~15;
  const t1 = target + stride;
  const t2 = t1 + stride;
  const t3 = t2 + stride;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    v128.store(target + at, v128.load(r0 + at));
    v128.store(t1 + at, v128.load(r1 + at));
    v128.store(t2 + at, v128.load(r2 + at));
    v128.store(t3 + at, v128.load(r3 + at));
  }
  for (; at < stride; at += 4) {
    store<f32>(target + at, load<f32>(r0 + at));
    store<f32>(t1 + at, load<f32>(r1 + at));
    store<f32>(t2 + at, load<f32>(r2 + at));
    store<f32>(t3 + at, load<f32>(r3 + at));
  }
}
