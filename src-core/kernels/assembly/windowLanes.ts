import { addLanesToRows, rowsToLanes } from './lanes';
import { PatchDescription } from './patchDescription';
import { multiplyAdd, splatAt, sumsOfLanes, zeros } from './vector';

// Windows with samples in the lanes: each position has weights of its own, so that only the samples of a batch share them. The source
// is turned into `[pixels, channels, lanes]`, after which comes one more pixel that stands for all outside: of zeros where it is read,
// and forgotten where it is written.

/** Samples taken at a time. */
const blockRows = 64;

@inline
function laneBytes(rows: i32): usize {
  return <usize>((rows + 3) & ~3) * 4;
}

/** Where a tap's pixel lies among the lanes. */
@inline
function pixelAt(lanes: usize, tap: usize, pixelBytes: usize, outside: i32): usize {
  const pixel = load<i32>(tap);
  return lanes + <usize>(pixel < 0 ? outside : pixel) * pixelBytes;
}

export function windowForward(y: usize, x: usize, w: usize, patches: PatchDescription): void {
  const inputs = patches.sourcePixels * patches.channelsIn;
  const outputs = patches.positions * patches.channelsOut;
  for (let sample = 0; sample < patches.batch; sample += blockRows) {
    const rows = min(blockRows, patches.batch - sample);
    const stride = laneBytes(rows);
    const source = patches.patchRows;
    const results = source + <usize>(inputs + patches.channelsIn) * stride;
    rowsToLanes(source, x + <usize>sample * <usize>inputs * 4, inputs, 0, rows);
    memory.fill(source + <usize>inputs * stride, 0, <usize>patches.channelsIn * stride);
    forwardLanes(results, source, w, patches, stride);
    addLanesToRows(y + <usize>sample * <usize>outputs * 4, results, outputs, rows);
  }
}

function forwardLanes(y: usize, x: usize, w: usize, patches: PatchDescription, stride: usize): void {
  const pixelBytes = <usize>patches.channelsIn * stride;
  for (let position = 0; position < patches.positions; position++) {
    const taps = patches.tapsOf(position);
    const end = taps + <usize>patches.taps * 4;
    for (let o = 0; o < patches.channelsOut; o++, y += stride, w += patches.patchStride) {
      let lane: usize = 0;
      for (; lane + 128 <= stride; lane += 128) eightVectors(y + lane, x + lane, w, taps, end, pixelBytes, stride, patches);
      for (; lane + 32 <= stride; lane += 32) twoVectors(y + lane, x + lane, w, taps, end, pixelBytes, stride, patches);
      if (lane < stride) oneVector(y + lane, x + lane, w, taps, end, pixelBytes, stride, patches);
    }
  }
}

function eightVectors(
  y: usize,
  x: usize,
  w: usize,
  tap: usize,
  end: usize,
  pixelBytes: usize,
  stride: usize,
  patches: PatchDescription,
): void {
  let s0 = zeros();
  let s1 = zeros();
  let s2 = zeros();
  let s3 = zeros();
  let s4 = zeros();
  let s5 = zeros();
  let s6 = zeros();
  let s7 = zeros();
  const outside = patches.sourcePixels;
  for (; tap < end; tap += 4) {
    const pixel = pixelAt(x, tap, pixelBytes, outside);
    for (let a = pixel, last = pixel + pixelBytes; a < last; a += stride, w += 4) {
      const factor = splatAt(w);
      s0 = multiplyAdd(factor, v128.load(a), s0);
      s1 = multiplyAdd(factor, v128.load(a, 16), s1);
      s2 = multiplyAdd(factor, v128.load(a, 32), s2);
      s3 = multiplyAdd(factor, v128.load(a, 48), s3);
      s4 = multiplyAdd(factor, v128.load(a, 64), s4);
      s5 = multiplyAdd(factor, v128.load(a, 80), s5);
      s6 = multiplyAdd(factor, v128.load(a, 96), s6);
      s7 = multiplyAdd(factor, v128.load(a, 112), s7);
    }
  }
  v128.store(y, s0);
  v128.store(y, s1, 16);
  v128.store(y, s2, 32);
  v128.store(y, s3, 48);
  v128.store(y, s4, 64);
  v128.store(y, s5, 80);
  v128.store(y, s6, 96);
  v128.store(y, s7, 112);
}

function twoVectors(
  y: usize,
  x: usize,
  w: usize,
  tap: usize,
  end: usize,
  pixelBytes: usize,
  stride: usize,
  patches: PatchDescription,
): void {
  let s0 = zeros();
  let s1 = zeros();
  const outside = patches.sourcePixels;
  for (; tap < end; tap += 4) {
    const pixel = pixelAt(x, tap, pixelBytes, outside);
    for (let a = pixel, last = pixel + pixelBytes; a < last; a += stride, w += 4) {
      const factor = splatAt(w);
      s0 = multiplyAdd(factor, v128.load(a), s0);
      s1 = multiplyAdd(factor, v128.load(a, 16), s1);
    }
  }
  v128.store(y, s0);
  v128.store(y, s1, 16);
}

function oneVector(
  y: usize,
  x: usize,
  w: usize,
  tap: usize,
  end: usize,
  pixelBytes: usize,
  stride: usize,
  patches: PatchDescription,
): void {
  let sum = zeros();
  const outside = patches.sourcePixels;
  for (; tap < end; tap += 4) {
    const pixel = pixelAt(x, tap, pixelBytes, outside);
    for (let a = pixel, last = pixel + pixelBytes; a < last; a += stride, w += 4) sum = multiplyAdd(splatAt(w), v128.load(a), sum);
  }
  v128.store(y, sum);
}

export function windowInputGradient(dx: usize, dz: usize, w: usize, patches: PatchDescription): void {
  const inputs = patches.sourcePixels * patches.channelsIn;
  const outputs = patches.positions * patches.channelsOut;
  for (let sample = 0; sample < patches.batch; sample += blockRows) {
    const rows = min(blockRows, patches.batch - sample);
    const stride = laneBytes(rows);
    const source = patches.patchRows;
    const gradients = source + <usize>(inputs + patches.channelsIn) * stride;
    rowsToLanes(gradients, dz + <usize>sample * <usize>outputs * 4, outputs, 0, rows);
    memory.fill(source, 0, <usize>(inputs + patches.channelsIn) * stride);
    spreadLanes(source, gradients, w, patches, stride);
    addLanesToRows(dx + <usize>sample * <usize>inputs * 4, source, inputs, rows);
  }
}

function spreadLanes(dx: usize, dz: usize, w: usize, patches: PatchDescription, stride: usize): void {
  const pixelBytes = <usize>patches.channelsIn * stride;
  const outside = patches.sourcePixels;
  for (let position = 0; position < patches.positions; position++) {
    const taps = patches.tapsOf(position);
    const end = taps + <usize>patches.taps * 4;
    for (let o = 0; o < patches.channelsOut; o++, dz += stride) {
      for (let tap = taps; tap < end; tap += 4) {
        const pixel = pixelAt(dx, tap, pixelBytes, outside);
        for (let a = pixel, last = pixel + pixelBytes; a < last; a += stride, w += 4) {
          const factor = splatAt(w);
          for (let lane: usize = 0; lane < stride; lane += 16) {
            v128.store(a + lane, multiplyAdd(factor, v128.load(dz + lane), v128.load(a + lane)));
          }
        }
      }
    }
  }
}

export function windowWeightGradient(dw: usize, dz: usize, x: usize, patches: PatchDescription): void {
  const inputs = patches.sourcePixels * patches.channelsIn;
  const outputs = patches.positions * patches.channelsOut;
  for (let sample = 0; sample < patches.batch; sample += blockRows) {
    const rows = min(blockRows, patches.batch - sample);
    const stride = laneBytes(rows);
    const source = patches.patchRows;
    const gradients = source + <usize>(inputs + patches.channelsIn) * stride;
    rowsToLanes(source, x + <usize>sample * <usize>inputs * 4, inputs, 0, rows);
    memory.fill(source + <usize>inputs * stride, 0, <usize>patches.channelsIn * stride);
    rowsToLanes(gradients, dz + <usize>sample * <usize>outputs * 4, outputs, 0, rows);
    // Lanes beyond the rows repeat the last one, which must count once.
    clearSpareLanes(gradients, outputs, rows, stride);
    multiplyLanes(dw, gradients, source, patches, stride);
  }
}

function clearSpareLanes(lanes: usize, columns: i32, rows: i32, stride: usize): void {
  const spare = (<usize>rows * 4) % 16;
  if (spare == 0) return;
  for (let column = 0; column < columns; column++, lanes += stride) {
    for (let lane = <usize>rows * 4; lane < stride; lane += 4) store<f32>(lanes + lane, 0);
  }
}

function multiplyLanes(dw: usize, dz: usize, x: usize, patches: PatchDescription, stride: usize): void {
  const channels = patches.channelsIn;
  const pixelBytes = <usize>channels * stride;
  const outside = patches.sourcePixels;
  const tapBytes = <usize>channels * 4;
  dz += <usize>(patches.firstPosition * patches.channelsOut) * stride;
  dw += <usize>patches.firstPosition * patches.windowStride;
  for (let position = patches.firstPosition; position < patches.endPosition; position++) {
    const taps = patches.tapsOf(position);
    for (let o = 0; o < patches.channelsOut; o++, dz += stride) {
      for (let t = 0; t < patches.taps; t += 4) {
        const count = min(4, patches.taps - t);
        const tap = taps + <usize>t * 4;
        const a0 = pixelAt(x, tap, pixelBytes, outside);
        const a1 = pixelAt(x, count > 1 ? tap + 4 : tap, pixelBytes, outside);
        const a2 = pixelAt(x, count > 2 ? tap + 8 : tap, pixelBytes, outside);
        const a3 = pixelAt(x, count > 3 ? tap + 12 : tap, pixelBytes, outside);
        for (let c = 0; c < channels; c++, dw += 4) {
          const offset = <usize>c * stride;
          addDots(dw, tapBytes, count, dz, a0 + offset, a1 + offset, a2 + offset, a3 + offset, stride);
        }
        dw += tapBytes * <usize>(count - 1);
      }
    }
  }
}

@inline
function addDots(dw: usize, tapBytes: usize, count: i32, dz: usize, a0: usize, a1: usize, a2: usize, a3: usize, stride: usize): void {
  let s0 = zeros();
  let s1 = zeros();
  let s2 = zeros();
  let s3 = zeros();
  for (let lane: usize = 0; lane < stride; lane += 16) {
    const gradient = v128.load(dz + lane);
    s0 = multiplyAdd(gradient, v128.load(a0 + lane), s0);
    s1 = multiplyAdd(gradient, v128.load(a1 + lane), s1);
    s2 = multiplyAdd(gradient, v128.load(a2 + lane), s2);
    s3 = multiplyAdd(gradient, v128.load(a3 + lane), s3);
  }
  const sums = sumsOfLanes(s0, s1, s2, s3);
  if (tapBytes == 4 && count == 4) {
    v128.store(dw, f32x4.add(v128.load(dw), sums));
    return;
  }
  store<f32>(dw, load<f32>(dw) + f32x4.extract_lane(sums, 0));
  if (count > 1) store<f32>(dw + tapBytes, load<f32>(dw + tapBytes) + f32x4.extract_lane(sums, 1));
  if (count > 2) store<f32>(dw + 2 * tapBytes, load<f32>(dw + 2 * tapBytes) + f32x4.extract_lane(sums, 2));
  if (count > 3) store<f32>(dw + 3 * tapBytes, load<f32>(dw + 3 * tapBytes) + f32x4.extract_lane(sums, 3));
}
