import { hasManyZeros } from './convolutionOfNonzeros';
import { weightGradientOfNonzeros } from './convolutionWeightsOfNonzeros';
import { GridDescription } from './gridDescription';
import { pad } from './padding';
import { multiplyAdd, splatAt, zeros } from './vector';

// The gradient of a convolution's weights over the padded samples of convolutionDirect, outputs in the lanes.

export function directWeightGradient(dw: usize, dz: usize, x: usize, grid: GridDescription): void {
  if (hasManyZeros(dz, grid)) return weightGradientOfNonzeros(dw, dz, x, grid);
  const channels = grid.channelsIn;
  const outputs = grid.channelsOut;
  const segment = grid.windowWidth * channels;
  const depth = grid.windowHeight * segment;
  const paddedStride = <usize>(grid.positionsWide + grid.windowWidth - 1) * <usize>channels * 4;
  const paddedRows = grid.positionsHigh + grid.windowHeight - 1;
  const rowBytes = <usize>grid.sourceWidth * <usize>channels * 4;
  const sampleBytes = <usize>grid.sourceHeight * rowBytes;
  const outputBytes = <usize>grid.positionsHigh * <usize>grid.positionsWide * <usize>outputs * 4;
  const packed = grid.packed;
  memory.fill(packed, 0, <usize>depth * <usize>outputs * 4);
  for (let sample = 0; sample < grid.batch; sample++, x += sampleBytes, dz += outputBytes) {
    pad(grid.padded, x, paddedRows, grid.sourceHeight, rowBytes, paddedStride, grid.top, <usize>grid.left * <usize>channels * 4);
    for (let row = 0; row < grid.windowHeight; row++) {
      const target = packed + <usize>row * <usize>segment * <usize>outputs * 4;
      correlate(target, dz, grid.padded + <usize>row * paddedStride, paddedStride, channels, grid.positionsHigh, grid.positionsWide, segment, outputs);
    }
  }
  for (let o = 0; o < outputs; o++) {
    for (let k = 0; k < depth; k++, dw += 4) {
      store<f32>(dw, load<f32>(dw) + load<f32>(packed + (<usize>k * <usize>outputs + <usize>o) * 4));
    }
  }
}

/** c[j, o] += Σ over positions of x[position, j] dz[position, o], j along one window row. */
function correlate(
  c: usize,
  dz: usize,
  x: usize,
  xStride: usize,
  channels: i32,
  high: i32,
  wide: i32,
  segment: i32,
  outputs: i32,
): void {
  const step = <usize>channels * 4;
  const outputStep = <usize>outputs * 4;
  let o = 0;
  for (; o + 8 <= outputs; o += 8) {
    let j = 0;
    while (j < segment) {
      const target = c + <usize>j * outputStep + <usize>o * 4;
      const from = x + <usize>j * 4;
      const left = segment - j;
      if (left == 5) {
        sum5x8(target, outputStep, from, step, xStride, dz + <usize>o * 4, high, wide);
        j += 5;
      } else if (left >= 4) {
        sum4x8(target, outputStep, from, step, xStride, dz + <usize>o * 4, high, wide);
        j += 4;
      } else {
        sum1x4(target, outputStep, from, step, xStride, dz + <usize>o * 4, high, wide);
        sum1x4(target + 16, outputStep, from, step, xStride, dz + <usize>o * 4 + 16, high, wide);
        j++;
      }
    }
  }
  for (; o < outputs; o += 4) {
    for (let j = 0; j < segment; j++) {
      sum1x4(c + <usize>j * outputStep + <usize>o * 4, outputStep, x + <usize>j * 4, step, xStride, dz + <usize>o * 4, high, wide);
    }
  }
}

@inline
function addTo(target: usize, low: v128, high: v128): void {
  v128.store(target, f32x4.add(v128.load(target), low));
  v128.store(target, f32x4.add(v128.load(target, 16), high), 16);
}

function sum4x8(c: usize, outputStep: usize, x: usize, step: usize, xStride: usize, dz: usize, high: i32, wide: i32): void {
  let s00 = zeros();
  let s01 = zeros();
  let s10 = zeros();
  let s11 = zeros();
  let s20 = zeros();
  let s21 = zeros();
  let s30 = zeros();
  let s31 = zeros();
  for (; high > 0; high--, x += xStride) {
    const end = x + <usize>wide * step;
    for (let a = x; a < end; a += step, dz += outputStep) {
      const lower = v128.load(dz);
      const upper = v128.load(dz, 16);
      let factor = v128.load_splat<f32>(a);
      s00 = multiplyAdd(factor, lower, s00);
      s01 = multiplyAdd(factor, upper, s01);
      factor = v128.load_splat<f32>(a, 4);
      s10 = multiplyAdd(factor, lower, s10);
      s11 = multiplyAdd(factor, upper, s11);
      factor = v128.load_splat<f32>(a, 8);
      s20 = multiplyAdd(factor, lower, s20);
      s21 = multiplyAdd(factor, upper, s21);
      factor = v128.load_splat<f32>(a, 12);
      s30 = multiplyAdd(factor, lower, s30);
      s31 = multiplyAdd(factor, upper, s31);
    }
  }
  addTo(c, s00, s01);
  addTo(c + outputStep, s10, s11);
  addTo(c + 2 * outputStep, s20, s21);
  addTo(c + 3 * outputStep, s30, s31);
}

function sum5x8(c: usize, outputStep: usize, x: usize, step: usize, xStride: usize, dz: usize, high: i32, wide: i32): void {
  let s00 = zeros();
  let s01 = zeros();
  let s10 = zeros();
  let s11 = zeros();
  let s20 = zeros();
  let s21 = zeros();
  let s30 = zeros();
  let s31 = zeros();
  let s40 = zeros();
  let s41 = zeros();
  for (; high > 0; high--, x += xStride) {
    const end = x + <usize>wide * step;
    for (let a = x; a < end; a += step, dz += outputStep) {
      const lower = v128.load(dz);
      const upper = v128.load(dz, 16);
      let factor = v128.load_splat<f32>(a);
      s00 = multiplyAdd(factor, lower, s00);
      s01 = multiplyAdd(factor, upper, s01);
      factor = v128.load_splat<f32>(a, 4);
      s10 = multiplyAdd(factor, lower, s10);
      s11 = multiplyAdd(factor, upper, s11);
      factor = v128.load_splat<f32>(a, 8);
      s20 = multiplyAdd(factor, lower, s20);
      s21 = multiplyAdd(factor, upper, s21);
      factor = v128.load_splat<f32>(a, 12);
      s30 = multiplyAdd(factor, lower, s30);
      s31 = multiplyAdd(factor, upper, s31);
      factor = v128.load_splat<f32>(a, 16);
      s40 = multiplyAdd(factor, lower, s40);
      s41 = multiplyAdd(factor, upper, s41);
    }
  }
  addTo(c, s00, s01);
  addTo(c + outputStep, s10, s11);
  addTo(c + 2 * outputStep, s20, s21);
  addTo(c + 3 * outputStep, s30, s31);
  addTo(c + 4 * outputStep, s40, s41);
}

function sum1x4(c: usize, outputStep: usize, x: usize, step: usize, xStride: usize, dz: usize, high: i32, wide: i32): void {
  let sum = zeros();
  for (; high > 0; high--, x += xStride) {
    const end = x + <usize>wide * step;
    for (let a = x; a < end; a += step, dz += outputStep) sum = multiplyAdd(splatAt(a), v128.load(dz), sum);
  }
  v128.store(c, f32x4.add(v128.load(c), sum));
}
