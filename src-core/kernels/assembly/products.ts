import { dotProduct } from './dotProduct';
import { outerProduct } from './outerProduct';
import { hasZeros, outerProductOfNonzeros } from './productOfNonzeros';

// The three products of a full connection, row-major. All tensors are byte addresses.

export function forwardProduct(y: usize, x: usize, w: usize, batch: i32, inputs: i32, outputs: i32): void {
  const inputStride = <usize>inputs * 4;
  dotProduct(y, <usize>outputs * 4, x, inputStride, w, inputStride, batch, outputs, inputs, true);
}

export function inputGradientProduct(dx: usize, dz: usize, w: usize, batch: i32, inputs: i32, outputs: i32, scratch: usize): void {
  const inputStride = <usize>inputs * 4;
  gradientProduct(dx, inputStride, dz, <usize>outputs * 4, 4, w, inputStride, batch, inputs, outputs, scratch, dz, batch * outputs, inputs);
}

export function weightGradientProduct(dw: usize, dz: usize, x: usize, batch: i32, inputs: i32, outputs: i32, scratch: usize): void {
  const inputStride = <usize>inputs * 4;
  gradientProduct(dw, inputStride, dz, 4, <usize>outputs * 4, x, inputStride, outputs, inputs, batch, scratch, dz, batch * outputs, inputs);
}

/** An outer product, or a thread's share of one; whether zeros are skipped depends on the whole: its `length` derivatives, and its columns. */
export function gradientProduct(
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
  dz: usize,
  length: i32,
  allColumns: i32,
): void {
  if (hasZeros(dz, length, allColumns)) outerProductOfNonzeros(c, cStride, a, aRowStride, aDepthStride, b, bStride, rows, columns, depth, scratch);
  else outerProduct(c, cStride, a, aRowStride, aDepthStride, b, bStride, rows, columns, depth, scratch);
}
