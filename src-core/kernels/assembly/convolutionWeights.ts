import { hasManyZeros } from './convolutionOfNonzeros';
import { weightGradientOfNonzeros } from './convolutionWeightsOfNonzeros';
import { GridDescription } from './gridDescription';
import { pad } from './padding';
import { multiplyAdd, splatAt, zeros } from './vector';

// The gradient of a convolution's weights over the padded samples of convolutionDirect, outputs in the lanes.

/** Outputs of a strip: two vectors. */
const stripOutputs = 8;

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
  const stripsOfRow = (outputs + stripOutputs - 1) / stripOutputs;
  memory.fill(packed, 0, <usize>depth * <usize>outputs * 4);
  for (let sample = 0; sample < grid.batch; sample++, x += sampleBytes, dz += outputBytes) {
    pad(grid.padded, x, paddedRows, grid.sourceHeight, rowBytes, paddedStride, grid.top, <usize>grid.left * <usize>channels * 4);
    for (let strip = grid.firstStrip; strip < grid.endStrip; strip++) {
      const row = <usize>(strip / stripsOfRow);
      const o = (strip % stripsOfRow) * stripOutputs;
      const target = packed + (row * <usize>segment * <usize>outputs + <usize>o) * 4;
      const from = grid.padded + row * paddedStride;
      correlate(target, dz + <usize>o * 4, from, paddedStride, channels, grid.positionsHigh, grid.positionsWide, segment, outputs, outputs - o);
    }
  }
  for (let strip = grid.firstStrip; strip < grid.endStrip; strip++) {
    const row = strip / stripsOfRow;
    const first = (strip % stripsOfRow) * stripOutputs;
    addStrip(dw, packed, row * segment, segment, depth, first, min(first + stripOutputs, outputs), outputs);
  }
}

/** dw[o, k] += packed[k, o] over one strip. */
@inline
function addStrip(dw: usize, packed: usize, k: i32, segment: i32, depth: i32, first: i32, end: i32, outputs: i32): void {
  for (let o = first; o < end; o++) {
    let target = dw + (<usize>o * <usize>depth + <usize>k) * 4;
    let from = packed + (<usize>k * <usize>outputs + <usize>o) * 4;
    for (let j = 0; j < segment; j++, target += 4, from += <usize>outputs * 4) {
      store<f32>(target, load<f32>(target) + load<f32>(from));
    }
  }
}

/** c[j, o] += Σ over positions of x[position, j] dz[position, o], j along one window row, for eight outputs or the last `left`, four. */
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
  left: i32,
): void {
  const step = <usize>channels * 4;
  const outputStep = <usize>outputs * 4;
  if (left < stripOutputs) {
    for (let j = 0; j < segment; j++) sum1x4(c + <usize>j * outputStep, outputStep, x + <usize>j * 4, step, xStride, dz, high, wide);
    return;
  }
  let j = 0;
  while (j < segment) {
    const target = c + <usize>j * outputStep;
    const from = x + <usize>j * 4;
    const rest = segment - j;
    if (rest == 5) {
      sum5x8(target, outputStep, from, step, xStride, dz, high, wide);
      j += 5;
    } else if (rest >= 4) {
      sum4x8(target, outputStep, from, step, xStride, dz, high, wide);
      j += 4;
    } else {
      sum1x4(target, outputStep, from, step, xStride, dz, high, wide);
      sum1x4(target + 16, outputStep, from, step, xStride, dz + 16, high, wide);
      j++;
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
