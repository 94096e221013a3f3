import { dotProduct } from './dotProduct';
import { outerProduct } from './outerProduct';
import { PatchDescription } from './patchDescription';
import { gather, scatter } from './patchRows';

// Convolution: patches gathered as rows of a scratch matrix, in blocks over all samples and positions, whose products with the weights
// are those of a full connection.

export function convolutionForward(y: usize, x: usize, w: usize, patches: PatchDescription): void {
  const rows = patches.batch * patches.positions;
  for (let first = 0; first < rows; first += patches.blockRows) {
    forwardBlock(y, x, w, patches, first, 1, min(patches.blockRows, rows - first));
  }
}

export function convolutionInputGradient(dx: usize, dz: usize, w: usize, patches: PatchDescription): void {
  const rows = patches.batch * patches.positions;
  for (let first = 0; first < rows; first += patches.blockRows) {
    inputGradientBlock(dx, dz, w, patches, first, 1, min(patches.blockRows, rows - first));
  }
}

export function convolutionWeightGradient(dw: usize, dz: usize, x: usize, patches: PatchDescription): void {
  const rows = patches.batch * patches.positions;
  for (let first = 0; first < rows; first += patches.blockRows) {
    weightGradientBlock(dw, dz, x, patches, first, 1, min(patches.blockRows, rows - first));
  }
}

/** y[row] += w · patch(row) */
function forwardBlock(y: usize, x: usize, w: usize, patches: PatchDescription, first: i32, step: i32, count: i32): void {
  const outputs = y + <usize>first * patches.outputStride;
  const rowStride = <usize>step * patches.outputStride;
  const stride = patches.patchStride;
  gather(patches, x, first, step, count);
  dotProduct(outputs, rowStride, patches.patchRows, stride, w, stride, count, patches.channelsOut, patches.patchSize, true);
}

/** dx[patch(row)] += dz[row] · w */
function inputGradientBlock(dx: usize, dz: usize, w: usize, patches: PatchDescription, first: i32, step: i32, count: i32): void {
  const gradients = dz + <usize>first * patches.outputStride;
  const rowStride = <usize>step * patches.outputStride;
  const stride = patches.patchStride;
  const rows = patches.patchRows;
  memory.fill(rows, 0, <usize>count * stride);
  outerProduct(rows, stride, gradients, rowStride, 4, w, stride, count, patches.patchSize, patches.channelsOut, patches.panel);
  scatter(patches, dx, first, step, count);
}

/** dw += Σ dz[row] ⊗ patch(row) */
function weightGradientBlock(dw: usize, dz: usize, x: usize, patches: PatchDescription, first: i32, step: i32, count: i32): void {
  const gradients = dz + <usize>first * patches.outputStride;
  const rowStride = <usize>step * patches.outputStride;
  const stride = patches.patchStride;
  gather(patches, x, first, step, count);
  outerProduct(dw, stride, gradients, 4, rowStride, patches.patchRows, stride, patches.channelsOut, patches.patchSize, count, patches.panel);
}
