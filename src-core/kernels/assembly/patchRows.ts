import { PatchDescription } from './patchDescription';
import { addPart, loadPart, storePart, zeros } from './vector';

// Patches as rows of the scratch matrix. A row counts sample × position; `count` rows are taken from `first`, `step` apart.

export function gather(patches: PatchDescription, x: usize, first: i32, step: i32, count: i32): void {
  const channels = patches.channelsIn;
  const pixelStride = patches.pixelStride;
  let target = patches.patchRows;
  for (let i = 0, row = first; i < count; i++, row += step) {
    const sample = x + <usize>(row / patches.positions) * patches.sampleStride;
    let tap = patches.tapsOf(row % patches.positions);
    const end = tap + <usize>patches.taps * 4;
    for (; tap < end; tap += 4) {
      const pixel = load<i32>(tap);
      copyChannels(target, sample + <usize>pixel * pixelStride, channels, pixel >= 0);
      target += pixelStride;
    }
  }
}

/** Copies a pixel's channels, or clears them where it lies outside the source. */
@inline
function copyChannels(target: usize, source: usize, channels: i32, inside: bool): void {
  if (channels == 1) {
    store<f32>(target, inside ? load<f32>(source) : <f32>0);
    return;
  }
  for (let c = 0; c < channels; c += 4) {
    const count = min(4, channels - c);
    const offset = <usize>c * 4;
    storePart(target + offset, inside ? loadPart(source + offset, count) : zeros(), count);
  }
}

/** Adds the rows of the scratch matrix to the pixels they belong to. */
export function scatter(patches: PatchDescription, dx: usize, first: i32, step: i32, count: i32): void {
  const channels = patches.channelsIn;
  const pixelStride = patches.pixelStride;
  let source = patches.patchRows;
  for (let i = 0, row = first; i < count; i++, row += step) {
    const sample = dx + <usize>(row / patches.positions) * patches.sampleStride;
    let tap = patches.tapsOf(row % patches.positions);
    const end = tap + <usize>patches.taps * 4;
    for (; tap < end; tap += 4) {
      const pixel = load<i32>(tap);
      if (pixel >= 0) addChannels(sample + <usize>pixel * pixelStride, source, channels);
      source += pixelStride;
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
