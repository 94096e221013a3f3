import { PatchDescription } from './patchDescription';
import { addPart, loadPart, storePart, zeros } from './vector';

// Largest and mean of each patch, four channels at a time. `winners` holds the winning tap of each output, −1 where there is none.

export function maxPoolingForward(y: usize, x: usize, winners: usize, patches: PatchDescription): void {
  for (let b = 0; b < patches.batch; b++, x += patches.sampleStride) {
    for (let p = 0; p < patches.positions; p++, y += patches.pixelStride, winners += patches.pixelStride) {
      let c = 0;
      for (; c + 4 <= patches.channelsIn; c += 4) {
        const offset = <usize>c * 4;
        takeLargest(y + offset, x + offset, winners + offset, patches, p, 4);
      }
      const offset = <usize>c * 4;
      if (c < patches.channelsIn) takeLargest(y + offset, x + offset, winners + offset, patches, p, patches.channelsIn - c);
    }
  }
}

@inline
function takeLargest(y: usize, x: usize, winners: usize, patches: PatchDescription, position: i32, count: i32): void {
  const entries = patches.tapsOf(position);
  let tap = 0;
  let pixel = -1;
  while (tap < patches.taps && (pixel = load<i32>(entries + <usize>tap * 4)) < 0) tap++;
  let largest = pixel < 0 ? zeros() : loadPart(x + <usize>pixel * patches.pixelStride, count);
  let winner = i32x4.splat(pixel < 0 ? -1 : tap);
  for (tap++; tap < patches.taps; tap++) {
    pixel = load<i32>(entries + <usize>tap * 4);
    if (pixel < 0) continue;
    const values = loadPart(x + <usize>pixel * patches.pixelStride, count);
    const wins = f32x4.gt(values, largest);
    largest = f32x4.pmax(largest, values);
    winner = v128.bitselect(i32x4.splat(tap), winner, wins);
  }
  addPart(y, largest, count);
  storePart(winners, winner, count);
}

export function maxPoolingInputGradient(dx: usize, dz: usize, winners: usize, patches: PatchDescription): void {
  for (let b = 0; b < patches.batch; b++, dx += patches.sampleStride) {
    for (let p = 0; p < patches.positions; p++) {
      const table = patches.tapsOf(p);
      for (let c = 0; c < patches.channelsIn; c++, winners += 4, dz += 4) {
        const winner = load<i32>(winners);
        if (winner < 0) continue;
        const target = dx + <usize>load<i32>(table + <usize>winner * 4) * patches.pixelStride + <usize>c * 4;
        store<f32>(target, load<f32>(target) + load<f32>(dz));
      }
    }
  }
}

export function meanPoolingForward(y: usize, x: usize, patches: PatchDescription): void {
  for (let b = 0; b < patches.batch; b++, x += patches.sampleStride) {
    for (let p = 0; p < patches.positions; p++, y += patches.pixelStride) {
      const share = f32x4.splat(shareOf(patches, p));
      for (let c = 0; c < patches.channelsIn; c += 4) {
        const offset = <usize>c * 4;
        takeMean(y + offset, x + offset, share, patches, p, min(4, patches.channelsIn - c));
      }
    }
  }
}

@inline
function takeMean(y: usize, x: usize, share: v128, patches: PatchDescription, position: i32, count: i32): void {
  let sum = zeros();
  for (let tap = 0, entry = patches.tapsOf(position); tap < patches.taps; tap++, entry += 4) {
    const pixel = load<i32>(entry);
    if (pixel >= 0) sum = f32x4.add(sum, loadPart(x + <usize>pixel * patches.pixelStride, count));
  }
  addPart(y, f32x4.mul(sum, share), count);
}

export function meanPoolingInputGradient(dx: usize, dz: usize, patches: PatchDescription): void {
  for (let b = 0; b < patches.batch; b++, dx += patches.sampleStride) {
    for (let p = 0; p < patches.positions; p++, dz += patches.pixelStride) {
      const share = f32x4.splat(shareOf(patches, p));
      for (let c = 0; c < patches.channelsIn; c += 4) {
        const offset = <usize>c * 4;
        spreadMean(dx + offset, dz + offset, share, patches, p, min(4, patches.channelsIn - c));
      }
    }
  }
}

@inline
function spreadMean(dx: usize, dz: usize, share: v128, patches: PatchDescription, position: i32, count: i32): void {
  const gradient = f32x4.mul(loadPart(dz, count), share);
  for (let tap = 0, entry = patches.tapsOf(position); tap < patches.taps; tap++, entry += 4) {
    const pixel = load<i32>(entry);
    if (pixel >= 0) addPart(dx + <usize>pixel * patches.pixelStride, gradient, count);
  }
}

/** One over the number of taps inside the source; 0 where there are none. */
function shareOf(patches: PatchDescription, position: i32): f32 {
  let inside = 0;
  for (let tap = 0, entry = patches.tapsOf(position); tap < patches.taps; tap++, entry += 4) if (load<i32>(entry) >= 0) inside++;
  return inside > 0 ? <f32>1 / <f32>inside : 0;
}
