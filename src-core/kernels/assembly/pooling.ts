import { addPart, loadPart, storePart, zeros } from './vector.ts';

// Largest and mean of each patch, four channels at a time. `winners` holds the winning tap of each output, −1 where there is none.

export function maxPoolingForward(
  y: usize,
  x: usize,
  winners: usize,
  table: usize,
  batch: i32,
  positions: i32,
  taps: i32,
  sourcePixels: i32,
  channels: i32,
): void {
  const pixelBytes = <usize>channels * 4;
  const tableStride = <usize>taps * 4;
  for (let b = 0; b < batch; b++) {
    const sample = x + <usize>b * <usize>sourcePixels * pixelBytes;
    for (let p = 0; p < positions; p++) {
      const rowTable = table + <usize>p * tableStride;
      for (let c = 0; c < channels; c += 4) {
        const count = min(4, channels - c);
        const channelOffset = <usize>c * 4;
        let largest = zeros();
        let winner = i32x4.splat(-1);
        for (let tap = 0; tap < taps; tap++) {
          const pixel = load<i32>(rowTable + <usize>tap * 4);
          if (pixel < 0) continue;
          const values = loadPart(sample + <usize>pixel * pixelBytes + channelOffset, count);
          const wins = v128.or(f32x4.gt(values, largest), i32x4.eq(winner, i32x4.splat(-1)));
          largest = v128.bitselect(values, largest, wins);
          winner = v128.bitselect(i32x4.splat(tap), winner, wins);
        }
        addPart(y + channelOffset, largest, count);
        storePart(winners + channelOffset, winner, count);
      }
      y += pixelBytes;
      winners += pixelBytes;
    }
  }
}

export function maxPoolingInputGradient(
  dx: usize,
  dz: usize,
  winners: usize,
  table: usize,
  batch: i32,
  positions: i32,
  taps: i32,
  sourcePixels: i32,
  channels: i32,
): void {
  const pixelBytes = <usize>channels * 4;
  for (let b = 0; b < batch; b++) {
    const sample = dx + <usize>b * <usize>sourcePixels * pixelBytes;
    for (let p = 0; p < positions; p++) {
      const rowTable = table + <usize>p * <usize>taps * 4;
      for (let c = 0; c < channels; c++) {
        const winner = load<i32>(winners);
        if (winner >= 0) {
          const target = sample + <usize>load<i32>(rowTable + <usize>winner * 4) * pixelBytes + <usize>c * 4;
          store<f32>(target, load<f32>(target) + load<f32>(dz));
        }
        winners += 4;
        dz += 4;
      }
    }
  }
}

export function meanPoolingForward(
  y: usize,
  x: usize,
  table: usize,
  batch: i32,
  positions: i32,
  taps: i32,
  sourcePixels: i32,
  channels: i32,
): void {
  const pixelBytes = <usize>channels * 4;
  for (let b = 0; b < batch; b++) {
    const sample = x + <usize>b * <usize>sourcePixels * pixelBytes;
    for (let p = 0; p < positions; p++) {
      const rowTable = table + <usize>p * <usize>taps * 4;
      const share = shareOf(rowTable, taps);
      for (let c = 0; c < channels; c += 4) {
        const count = min(4, channels - c);
        const channelOffset = <usize>c * 4;
        let sum = zeros();
        for (let tap = 0; tap < taps; tap++) {
          const pixel = load<i32>(rowTable + <usize>tap * 4);
          if (pixel >= 0) sum = f32x4.add(sum, loadPart(sample + <usize>pixel * pixelBytes + channelOffset, count));
        }
        addPart(y + channelOffset, f32x4.mul(sum, f32x4.splat(share)), count);
      }
      y += pixelBytes;
    }
  }
}

export function meanPoolingInputGradient(
  dx: usize,
  dz: usize,
  table: usize,
  batch: i32,
  positions: i32,
  taps: i32,
  sourcePixels: i32,
  channels: i32,
): void {
  const pixelBytes = <usize>channels * 4;
  for (let b = 0; b < batch; b++) {
    const sample = dx + <usize>b * <usize>sourcePixels * pixelBytes;
    for (let p = 0; p < positions; p++) {
      const rowTable = table + <usize>p * <usize>taps * 4;
      const share = shareOf(rowTable, taps);
      for (let c = 0; c < channels; c += 4) {
        const count = min(4, channels - c);
        const channelOffset = <usize>c * 4;
        const gradient = f32x4.mul(loadPart(dz + channelOffset, count), f32x4.splat(share));
        for (let tap = 0; tap < taps; tap++) {
          const pixel = load<i32>(rowTable + <usize>tap * 4);
          if (pixel >= 0) addPart(sample + <usize>pixel * pixelBytes + channelOffset, gradient, count);
        }
      }
      dz += pixelBytes;
    }
  }
}

/** One over the number of taps inside the source; 0 where there are none. */
function shareOf(rowTable: usize, taps: i32): f32 {
  let inside = 0;
  for (let tap = 0; tap < taps; tap++) if (load<i32>(rowTable + <usize>tap * 4) >= 0) inside++;
  return inside > 0 ? <f32>1 / <f32>inside : 0;
}
