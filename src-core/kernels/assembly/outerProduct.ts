import { addPart, loadPart, multiplyAdd, splatAt, zeros } from './vector';

// c[r,j] += Σₖ a[r,k] b[k,j]: the result runs along b's rows, so a tile is a sum of outer products: splat an element of a,
// multiply it with eight columns of b. Both gradients of a full connection have this form. All strides are in bytes.

/** Columns of a panel. */
const panelColumns = 8;
/** Reduction steps a packed panel holds: 8 KiB of scratch. */
const panelDepth = 256;
/** From so many rows on, copying a panel of b to scratch costs less than reading it from afar. */
const rowsWorthPacking = 12;

export function outerProduct(
  c: usize,
  cStride: usize,
  a: usize,
  aRowStride: usize,
  aDepthStride: usize,
  b: usize,
  bStride: usize,
  rows: i32,
  columns: i32,
  depth: i32,
  scratch: usize,
): void {
  for (let column = 0; column < columns; column += panelColumns) {
    const width = min(panelColumns, columns - column);
    const packed = width < panelColumns || rows >= rowsWorthPacking;
    const cPanel = c + <usize>column * 4;
    for (let k = 0; k < depth; k += panelDepth) {
      const steps = min(panelDepth, depth - k);
      const bBlock = b + <usize>k * bStride + <usize>column * 4;
      const aBlock = a + <usize>k * aDepthStride;
      if (packed) pack(scratch, bBlock, bStride, steps, width);
      const panel = packed ? scratch : bBlock;
      const panelStride: usize = packed ? <usize>panelColumns * 4 : bStride;
      multiplyPanel(cPanel, cStride, aBlock, aRowStride, aDepthStride, panel, panelStride, rows, steps, width);
    }
  }
}

/** Copies a panel row by row; columns beyond `width` become 0. */
function pack(target: usize, source: usize, sourceStride: usize, steps: i32, width: i32): void {
  const low = min(4, width);
  const high = width - 4;
  for (let k = 0; k < steps; k++) {
    v128.store(target, loadPart(source, low));
    v128.store(target, high > 0 ? loadPart(source + 16, high) : zeros(), 16);
    target += panelColumns * 4;
    source += sourceStride;
  }
}

@inline
function multiplyPanel(
  c: usize,
  cStride: usize,
  a: usize,
  aRowStride: usize,
  aDepthStride: usize,
  b: usize,
  bStride: usize,
  rows: i32,
  depth: i32,
  width: i32,
): void {
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    tile4x8(c + <usize>row * cStride, cStride, a + <usize>row * aRowStride, aRowStride, aDepthStride, b, bStride, depth, width);
  }
  if (row + 2 <= rows) {
    tile2x8(c + <usize>row * cStride, cStride, a + <usize>row * aRowStride, aRowStride, aDepthStride, b, bStride, depth, width);
    row += 2;
  }
  if (row < rows) tile1x8(c + <usize>row * cStride, a + <usize>row * aRowStride, aDepthStride, b, bStride, depth, width);
}

function tile4x8(
  c: usize,
  cStride: usize,
  a: usize,
  aRowStride: usize,
  aDepthStride: usize,
  b: usize,
  bStride: usize,
  depth: i32,
  width: i32,
): void {
  let a0 = a;
  let a1 = a0 + aRowStride;
  let a2 = a1 + aRowStride;
  let a3 = a2 + aRowStride;
  let s00 = zeros();
  let s01 = zeros();
  let s10 = zeros();
  let s11 = zeros();
  let s20 = zeros();
  let s21 = zeros();
  let s30 = zeros();
  let s31 = zeros();
  const end = b + <usize>depth * bStride;
  while (b < end) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    let factor = splatAt(a0);
    s00 = multiplyAdd(factor, low, s00);
    s01 = multiplyAdd(factor, high, s01);
    factor = splatAt(a1);
    s10 = multiplyAdd(factor, low, s10);
    s11 = multiplyAdd(factor, high, s11);
    factor = splatAt(a2);
    s20 = multiplyAdd(factor, low, s20);
    s21 = multiplyAdd(factor, high, s21);
    factor = splatAt(a3);
    s30 = multiplyAdd(factor, low, s30);
    s31 = multiplyAdd(factor, high, s31);
    a0 += aDepthStride;
    a1 += aDepthStride;
    a2 += aDepthStride;
    a3 += aDepthStride;
    b += bStride;
  }
  addRow(c, s00, s01, width);
  addRow(c + cStride, s10, s11, width);
  addRow(c + 2 * cStride, s20, s21, width);
  addRow(c + 3 * cStride, s30, s31, width);
}

function tile2x8(
  c: usize,
  cStride: usize,
  a: usize,
  aRowStride: usize,
  aDepthStride: usize,
  b: usize,
  bStride: usize,
  depth: i32,
  width: i32,
): void {
  let a0 = a;
  let a1 = a0 + aRowStride;
  let s00 = zeros();
  let s01 = zeros();
  let s10 = zeros();
  let s11 = zeros();
  const end = b + <usize>depth * bStride;
  while (b < end) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    let factor = splatAt(a0);
    s00 = multiplyAdd(factor, low, s00);
    s01 = multiplyAdd(factor, high, s01);
    factor = splatAt(a1);
    s10 = multiplyAdd(factor, low, s10);
    s11 = multiplyAdd(factor, high, s11);
    a0 += aDepthStride;
    a1 += aDepthStride;
    b += bStride;
  }
  addRow(c, s00, s01, width);
  addRow(c + cStride, s10, s11, width);
}

function tile1x8(c: usize, a: usize, aDepthStride: usize, b: usize, bStride: usize, depth: i32, width: i32): void {
  let s0 = zeros();
  let s1 = zeros();
  const end = b + <usize>depth * bStride;
  while (b < end) {
    const factor = splatAt(a);
    s0 = multiplyAdd(factor, v128.load(b), s0);
    s1 = multiplyAdd(factor, v128.load(b, 16), s1);
    a += aDepthStride;
    b += bStride;
  }
  addRow(c, s0, s1, width);
}

@inline
function addRow(c: usize, low: v128, high: v128, width: i32): void {
  addPart(c, low, min(4, width));
  if (width > 4) addPart(c + 16, high, width - 4);
}
