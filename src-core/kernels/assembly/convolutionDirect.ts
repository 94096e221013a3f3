import { hasManyZeros, inputGradientOfNonzeros } from './convolutionOfNonzeros';
import { GridDescription } from './gridDescription';
import { pad } from './padding';
import { multiplyAdd, splatAt } from './vector';

// Convolution over two dimensions at stride 1, without gathered patches: in a source with its margin, channels last, the taps of one
// window row lie side by side, and so do the windows of one row of positions. Weights are packed as `[taps × channels, outputs]`, so
// that outputs are in the lanes. Only for numbers of outputs that fill vectors.

/** w'[k, o] = w[o, k] for the forward product. */
function packWeights(packed: usize, w: usize, outputs: i32, depth: i32): void {
  for (let k = 0; k < depth; k++, w += 4) {
    let source = w;
    for (let o = 0; o < outputs; o++, packed += 4, source += <usize>depth * 4) store<f32>(packed, load<f32>(source));
  }
}

/** w'[t, o, c] = w[o, taps − 1 − t, c]: the convolution that takes derivatives of outputs back to inputs. */
function packFlipped(packed: usize, w: usize, outputs: i32, taps: i32, channels: i32): void {
  for (let tap = taps - 1; tap >= 0; tap--) {
    for (let o = 0; o < outputs; o++) {
      const bytes = <usize>channels * 4;
      memory.copy(packed, w + (<usize>o * <usize>taps + <usize>tap) * bytes, bytes);
      packed += bytes;
    }
  }
}

export function directForward(y: usize, x: usize, w: usize, grid: GridDescription): void {
  const channels = grid.channelsIn;
  const outputs = grid.channelsOut;
  const segment = grid.windowWidth * channels;
  packWeights(grid.packed, w, outputs, grid.windowHeight * segment);
  const paddedStride = <usize>(grid.positionsWide + grid.windowWidth - 1) * <usize>channels * 4;
  const paddedRows = grid.positionsHigh + grid.windowHeight - 1;
  const rowBytes = <usize>grid.sourceWidth * <usize>channels * 4;
  const sampleBytes = <usize>grid.sourceHeight * rowBytes;
  const outputBytes = <usize>grid.positionsHigh * <usize>grid.positionsWide * <usize>outputs * 4;
  for (let sample = 0; sample < grid.batch; sample++, x += sampleBytes, y += outputBytes) {
    pad(grid.padded, x, paddedRows, grid.sourceHeight, rowBytes, paddedStride, grid.top, <usize>grid.left * <usize>channels * 4);
    convolve(y, grid.padded, paddedStride, channels, grid.positionsHigh, grid.positionsWide, grid.windowHeight, segment, grid.packed, outputs);
  }
}

export function directInputGradient(dx: usize, dz: usize, w: usize, grid: GridDescription): void {
  if (hasManyZeros(dz, grid)) return inputGradientOfNonzeros(dx, dz, w, grid);
  const channels = grid.channelsIn;
  const outputs = grid.channelsOut;
  packFlipped(grid.packed, w, outputs, grid.windowHeight * grid.windowWidth, channels);
  const paddedStride = <usize>(grid.sourceWidth + grid.windowWidth - 1) * <usize>outputs * 4;
  const paddedRows = grid.sourceHeight + grid.windowHeight - 1;
  const rowBytes = <usize>grid.positionsWide * <usize>outputs * 4;
  const outputBytes = <usize>grid.positionsHigh * rowBytes;
  const sampleBytes = <usize>grid.sourceHeight * <usize>grid.sourceWidth * <usize>channels * 4;
  const top = grid.windowHeight - 1 - grid.top;
  const left = <usize>(grid.windowWidth - 1 - grid.left) * <usize>outputs * 4;
  const segment = grid.windowWidth * outputs;
  for (let sample = 0; sample < grid.batch; sample++, dx += sampleBytes, dz += outputBytes) {
    pad(grid.padded, dz, paddedRows, grid.positionsHigh, rowBytes, paddedStride, top, left);
    convolve(dx, grid.padded, paddedStride, outputs, grid.sourceHeight, grid.sourceWidth, grid.windowHeight, segment, grid.packed, channels);
  }
}

/** y[position, o] += Σ over window rows and their segments of x · w' */
function convolve(
  y: usize,
  x: usize,
  xStride: usize,
  channels: i32,
  high: i32,
  wide: i32,
  windowHeight: i32,
  segment: i32,
  w: usize,
  outputs: i32,
): void {
  const step = <usize>channels * 4;
  const yStep = <usize>outputs * 4;
  const yStride = <usize>wide * yStep;
  const whole = wide & ~3;
  const isPaired = (wide & 2) != 0;
  for (let row = 0; row < high; row++, x += xStride, y += yStride) {
    for (let column = 0; column < whole; column += 4) {
      fourPositions(y + <usize>column * yStep, 2 * yStep, x + <usize>column * step, 2 * step, step, xStride, windowHeight, segment, w, outputs);
    }
    // The two left over are taken together with those of the next row.
    if (isPaired && (row & 1) == 0) {
      const target = y + <usize>whole * yStep;
      const from = x + <usize>whole * step;
      if (row + 1 < high) fourPositions(target, yStride, from, xStride, step, xStride, windowHeight, segment, w, outputs);
      else twoPositions(target, from, step, xStride, windowHeight, segment, w, outputs);
    }
    if (wide & 1) {
      const column = <usize>(wide - 1);
      onePosition(y + column * yStep, x + column * step, xStride, windowHeight, segment, w, outputs);
    }
  }
}

/** Two neighbouring positions, and two more that lie `ySecond` and `xSecond` bytes on. */
@inline
function fourPositions(
  y: usize,
  ySecond: usize,
  x: usize,
  xSecond: usize,
  step: usize,
  xStride: usize,
  windowHeight: i32,
  segment: i32,
  w: usize,
  outputs: i32,
): void {
  const yStep = <usize>outputs * 4;
  let o = 0;
  for (; o + 8 <= outputs; o += 8) tile4x8(y + <usize>o * 4, yStep, ySecond, x, step, xSecond, xStride, windowHeight, segment, w + <usize>o * 4);
  if (o < outputs) tile4x4(y + <usize>o * 4, yStep, ySecond, x, step, xSecond, xStride, windowHeight, segment, w + <usize>o * 4);
}

function twoPositions(y: usize, x: usize, step: usize, xStride: usize, windowHeight: i32, segment: i32, w: usize, outputs: i32): void {
  for (let o: usize = 0; o < <usize>outputs * 4; o += 16) tile2x4(y + o, <usize>outputs * 4, x, step, xStride, windowHeight, segment, w + o);
}

function onePosition(y: usize, x: usize, xStride: usize, windowHeight: i32, segment: i32, w: usize, outputs: i32): void {
  for (let o: usize = 0; o < <usize>outputs * 4; o += 16) tile1x4(y + o, <usize>outputs * 4, x, xStride, windowHeight, segment, w + o);
}

function tile4x8(
  y: usize,
  yStep: usize,
  ySecond: usize,
  x: usize,
  step: usize,
  xSecond: usize,
  xStride: usize,
  segments: i32,
  segment: i32,
  w: usize,
): void {
  let s00 = v128.load(y);
  let s01 = v128.load(y, 16);
  const y1 = y + yStep;
  let s10 = v128.load(y1);
  let s11 = v128.load(y1, 16);
  const y2 = y + ySecond;
  let s20 = v128.load(y2);
  let s21 = v128.load(y2, 16);
  const y3 = y2 + yStep;
  let s30 = v128.load(y3);
  let s31 = v128.load(y3, 16);
  for (; segments > 0; segments--, x += xStride) {
    let a0 = x;
    let a1 = a0 + step;
    let a2 = a0 + xSecond;
    let a3 = a2 + step;
    const end = x + <usize>segment * 4;
    while (a0 < end) {
      const low = v128.load(w);
      const high = v128.load(w, 16);
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
      a0 += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
      w += yStep;
    }
  }
  v128.store(y, s00);
  v128.store(y, s01, 16);
  v128.store(y1, s10);
  v128.store(y1, s11, 16);
  v128.store(y2, s20);
  v128.store(y2, s21, 16);
  v128.store(y3, s30);
  v128.store(y3, s31, 16);
}

function tile4x4(
  y: usize,
  yStep: usize,
  ySecond: usize,
  x: usize,
  step: usize,
  xSecond: usize,
  xStride: usize,
  segments: i32,
  segment: i32,
  w: usize,
): void {
  const y1 = y + yStep;
  const y2 = y + ySecond;
  const y3 = y2 + yStep;
  let s0 = v128.load(y);
  let s1 = v128.load(y1);
  let s2 = v128.load(y2);
  let s3 = v128.load(y3);
  for (; segments > 0; segments--, x += xStride) {
    let a0 = x;
    let a1 = a0 + step;
    let a2 = a0 + xSecond;
    let a3 = a2 + step;
    const end = x + <usize>segment * 4;
    while (a0 < end) {
      const weights = v128.load(w);
      s0 = multiplyAdd(splatAt(a0), weights, s0);
      s1 = multiplyAdd(splatAt(a1), weights, s1);
      s2 = multiplyAdd(splatAt(a2), weights, s2);
      s3 = multiplyAdd(splatAt(a3), weights, s3);
      a0 += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
      w += yStep;
    }
  }
  v128.store(y, s0);
  v128.store(y1, s1);
  v128.store(y2, s2);
  v128.store(y3, s3);
}

function tile2x4(y: usize, yStep: usize, x: usize, step: usize, xStride: usize, segments: i32, segment: i32, w: usize): void {
  const y1 = y + yStep;
  let s0 = v128.load(y);
  let s1 = v128.load(y1);
  for (; segments > 0; segments--, x += xStride) {
    let a0 = x;
    let a1 = a0 + step;
    const end = x + <usize>segment * 4;
    while (a0 < end) {
      const weights = v128.load(w);
      s0 = multiplyAdd(splatAt(a0), weights, s0);
      s1 = multiplyAdd(splatAt(a1), weights, s1);
      a0 += 4;
      a1 += 4;
      w += yStep;
    }
  }
  v128.store(y, s0);
  v128.store(y1, s1);
}

function tile1x4(y: usize, yStep: usize, x: usize, xStride: usize, segments: i32, segment: i32, w: usize): void {
  let sum = v128.load(y);
  for (; segments > 0; segments--, x += xStride) {
    const end = x + <usize>segment * 4;
    for (let a = x; a < end; a += 4, w += yStep) sum = multiplyAdd(splatAt(a), v128.load(w), sum);
  }
  v128.store(y, sum);
}
