import { addPart, loadPart, storePart, zeros } from './vector';

// Rows of biases, sums of rows, row norms.

export function setRows(y: usize, row: usize, rows: i32, columns: i32): void {
  for (let r = 0; r < rows; r++) {
    let source = row;
    const end = y + <usize>(columns & ~3) * 4;
    for (; y < end; y += 16, source += 16) v128.store(y, v128.load(source));
    const rest = columns & 3;
    if (rest) storePart(y, loadPart(source, rest), rest);
    y += <usize>rest * 4;
  }
}

export function addRowSums(sum: usize, y: usize, rows: i32, columns: i32): void {
  columnSums(sum, y, <usize>columns * 4, rows, columns);
}

/** The same over rows `stride` bytes apart. */
export function columnSums(sum: usize, y: usize, stride: usize, rows: i32, columns: i32): void {
  for (let c = 0; c < columns; c += 4) {
    const count = min(4, columns - c);
    const offset = <usize>c * 4;
    let sums = zeros();
    let source = y + offset;
    for (let r = 0; r < rows; r++, source += stride) sums = f32x4.add(sums, loadPart(source, count));
    addPart(sum + offset, sums, count);
  }
}

/** Norms are taken in double precision. */
export function normalizeRows(w: usize, rows: i32, columns: i32, norm: f64): void {
  for (let r = 0; r < rows; r++) {
    const end = w + <usize>columns * 4;
    let squares: f64 = 0;
    for (let p = w; p < end; p += 4) squares += <f64>load<f32>(p) * <f64>load<f32>(p);
    if (squares > 0) {
      const factor = norm / sqrt(squares);
      for (let p = w; p < end; p += 4) store<f32>(p, <f32>(<f64>load<f32>(p) * factor));
    }
    w = end;
  }
}
