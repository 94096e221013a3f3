import { dotProduct } from './dotProduct.ts';
import { outerProduct } from './outerProduct.ts';
import { addPart, loadPart, storePart, zeros } from './vector.ts';

// Convolution and window: patches are gathered as rows of a scratch matrix, whose products with the weights are those of a full
// connection. A convolution takes `rows` of all samples and positions at a time; a window takes, position by position, one row a
// sample, because each position has its own weights. Both are described by the distance `step` between the rows, counted in
// sample × position: 1 in a convolution, `positions` in a window.

/** y[row] += w · patch(row) for `count` rows from `first`, `step` apart. */
export function patchesForward(
  y: usize,
  x: usize,
  w: usize,
  table: usize,
  first: i32,
  step: i32,
  count: i32,
  positions: i32,
  taps: i32,
  sourcePixels: i32,
  channelsIn: i32,
  channelsOut: i32,
  patchRows: usize,
): void {
  const patchSize = taps * channelsIn;
  const patchStride = <usize>patchSize * 4;
  const outputStride = <usize>channelsOut * 4;
  gather(patchRows, x, table, first, step, count, positions, taps, sourcePixels, channelsIn);
  dotProduct(y + <usize>first * outputStride, <usize>step * outputStride, patchRows, patchStride, w, patchStride, count, channelsOut, patchSize);
}

/** dx[patch(row)] += dz[row] · w */
export function patchesInputGradient(
  dx: usize,
  dz: usize,
  w: usize,
  table: usize,
  first: i32,
  step: i32,
  count: i32,
  positions: i32,
  taps: i32,
  sourcePixels: i32,
  channelsIn: i32,
  channelsOut: i32,
  patchRows: usize,
  scratch: usize,
): void {
  const patchSize = taps * channelsIn;
  const patchStride = <usize>patchSize * 4;
  const outputStride = <usize>channelsOut * 4;
  const gradients = dz + <usize>first * outputStride;
  memory.fill(patchRows, 0, <usize>count * patchStride);
  outerProduct(patchRows, patchStride, gradients, <usize>step * outputStride, 4, w, patchStride, count, patchSize, channelsOut, scratch);
  scatter(dx, patchRows, table, first, step, count, positions, taps, sourcePixels, channelsIn);
}

/** dw += Σ dz[row] ⊗ patch(row) */
export function patchesWeightGradient(
  dw: usize,
  dz: usize,
  x: usize,
  table: usize,
  first: i32,
  step: i32,
  count: i32,
  positions: i32,
  taps: i32,
  sourcePixels: i32,
  channelsIn: i32,
  channelsOut: i32,
  patchRows: usize,
  scratch: usize,
): void {
  const patchSize = taps * channelsIn;
  const patchStride = <usize>patchSize * 4;
  const outputStride = <usize>channelsOut * 4;
  const gradients = dz + <usize>first * outputStride;
  gather(patchRows, x, table, first, step, count, positions, taps, sourcePixels, channelsIn);
  outerProduct(dw, patchStride, gradients, 4, <usize>step * outputStride, patchRows, patchStride, channelsOut, patchSize, count, scratch);
}

function gather(
  target: usize,
  x: usize,
  table: usize,
  first: i32,
  step: i32,
  count: i32,
  positions: i32,
  taps: i32,
  sourcePixels: i32,
  channels: i32,
): void {
  const pixelBytes = <usize>channels * 4;
  for (let i = 0, row = first; i < count; i++, row += step) {
    const sample = x + <usize>(row / positions) * <usize>sourcePixels * pixelBytes;
    const rowTable = table + <usize>(row % positions) * <usize>taps * 4;
    for (let tap = 0; tap < taps; tap++) {
      const pixel = load<i32>(rowTable + <usize>tap * 4);
      copyChannels(target, sample + <usize>pixel * pixelBytes, channels, pixel >= 0);
      target += pixelBytes;
    }
  }
}

/** Copies one pixel's channels, or clears them where the pixel lies outside the source. */
@inline
function copyChannels(target: usize, source: usize, channels: i32, inside: bool): void {
  if (channels == 1) {
    store<f32>(target, inside ? load<f32>(source) : 0);
    return;
  }
  for (let c = 0; c < channels; c += 4) {
    const count = min(4, channels - c);
    const offset = <usize>c * 4;
    storePart(target + offset, inside ? loadPart(source + offset, count) : zeros(), count);
  }
}

function scatter(
  dx: usize,
  source: usize,
  table: usize,
  first: i32,
  step: i32,
  count: i32,
  positions: i32,
  taps: i32,
  sourcePixels: i32,
  channels: i32,
): void {
  const pixelBytes = <usize>channels * 4;
  for (let i = 0, row = first; i < count; i++, row += step) {
    const sample = dx + <usize>(row / positions) * <usize>sourcePixels * pixelBytes;
    const rowTable = table + <usize>(row % positions) * <usize>taps * 4;
    for (let tap = 0; tap < taps; tap++) {
      const pixel = load<i32>(rowTable + <usize>tap * 4);
      if (pixel >= 0) addChannels(sample + <usize>pixel * pixelBytes, source, channels);
      source += pixelBytes;
    }
  }
}

@inline
function addChannels(target: usize, source: usize, channels: i32): void {
  if (channels == 1) {
    store<f32>(target, load<f32>(target) + load<f32>(source));
    return;
  }
  for (let c = 0; c < channels; c += 4) {
    const count = min(4, channels - c);
    const offset = <usize>c * 4;
    addPart(target + offset, loadPart(source + offset, count), count);
  }
}
