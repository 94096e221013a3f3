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
  if (hasZeros(dz, batch * outputs, inputs)) outerProductOfNonzeros(dx, inputStride, dz, <usize>outputs * 4, 4, w, inputStride, batch, inputs, outputs, scratch);
  else outerProduct(dx, inputStride, dz, <usize>outputs * 4, 4, w, inputStride, batch, inputs, outputs, scratch);
}

export function weightGradientProduct(dw: usize, dz: usize, x: usize, batch: i32, inputs: i32, outputs: i32, scratch: usize): void {
  const inputStride = <usize>inputs * 4;
  if (hasZeros(dz, batch * outputs, inputs)) outerProductOfNonzeros(dw, inputStride, dz, 4, <usize>outputs * 4, x, inputStride, outputs, inputs, batch, scratch);
  else outerProduct(dw, inputStride, dz, 4, <usize>outputs * 4, x, inputStride, outputs, inputs, batch, scratch);
}
