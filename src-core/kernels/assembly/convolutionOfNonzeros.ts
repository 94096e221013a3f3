import { elementBytes, withElement } from './factorList';
import { GridDescription } from './gridDescription';
import { pad, unpad } from './padding';
import { multiplyAdd, splatAt } from './vector';
import { zeroCount } from './zeroCount';

// Both gradients of a convolution where most derivatives of outputs are 0, as they are below a pooling and behind a ReLU: only the
// others are multiplied. Terms are added in the order of convolutionDirect and convolutionWeights, so that the sums are the same to
// the bit wherever inputs and weights are finite.
//
// A window is a list of vectors, row by row of its taps and channels; they are taken ten, four or one at a time, which stay in
// registers while derivatives pass by.

/** Whether the search for zeros pays: at least half of the whole batch's derivatives are, so that all threads decide alike. */
export function hasManyZeros(dz: usize, grid: GridDescription): bool {
  const size = grid.positionsHigh * grid.positionsWide * grid.channelsOut;
  const length = grid.allSamples * size;
  return zeroCount(dz - <usize>(grid.samplesBefore * size) * 4, length) > length / 2;
}

/** Writes where each vector of a window lies in a padded sample; gives their number. */
export function layVectors(places: usize, windowHeight: i32, segment: i32, stride: usize): i32 {
  const wide = (segment + 3) >> 2;
  for (let row = 0; row < windowHeight; row++) {
    for (let vector = 0; vector < wide; vector++, places += 4) store<i32>(places, row * <i32>stride + vector * 16);
  }
  return windowHeight * wide;
}

export function inputGradientOfNonzeros(dx: usize, dz: usize, w: usize, grid: GridDescription): void {
  const channels = grid.channelsIn;
  const outputs = grid.channelsOut;
  const step = <usize>channels * 4;
  const outputStep = <usize>outputs * 4;
  const segment = grid.windowWidth * channels;
  const windowBytes = grid.windowHeight * segment * 4;
  const stride = <usize>(grid.positionsWide + grid.windowWidth - 1) * step;
  const paddedRows = grid.positionsHigh + grid.windowHeight - 1;
  const rowBytes = <usize>grid.sourceWidth * step;
  const left = <usize>grid.left * step;
  const places = grid.places;
  const list = grid.list;
  const vectors = layVectors(places, grid.windowHeight, segment, stride);
  for (let sample = 0; sample < grid.batch; sample++, dx += <usize>grid.sourceHeight * rowBytes) {
    pad(grid.padded, dx, paddedRows, grid.sourceHeight, rowBytes, stride, grid.top, left);
    for (let row = 0; row < grid.positionsHigh; row++) {
      let target = grid.padded + <usize>row * stride;
      for (let column = 0; column < grid.positionsWide; column++, target += step, dz += outputStep) {
        const end = listOutputs(list, dz, outputs, windowBytes);
        if (end == list) continue;
        let v = 0;
        for (; v + 10 <= vectors; v += 10) addTen(target, places + <usize>v * 4, w + <usize>v * 16, list, end);
        for (; v + 4 <= vectors; v += 4) addFour(target, places + <usize>v * 4, w + <usize>v * 16, list, end);
        for (; v < vectors; v++) addOne(target + <usize>load<i32>(places + <usize>v * 4), w + <usize>v * 16, list, end);
      }
    }
    unpad(dx, grid.padded, grid.sourceHeight, rowBytes, stride, grid.top, left);
  }
}

/** The outputs of one position whose derivative is not 0: where their weights begin, and the derivative. */
@inline
function listOutputs(list: usize, dz: usize, outputs: i32, windowBytes: i32): usize {
  for (let place = 0, end = outputs * windowBytes; place < end; place += windowBytes, dz += 4) list = withElement(list, place, dz);
  return list;
}

function addTen(target: usize, places: usize, w: usize, list: usize, end: usize): void {
  const t0 = target + load<u32>(places);
  const t1 = target + load<u32>(places, 4);
  const t2 = target + load<u32>(places, 8);
  const t3 = target + load<u32>(places, 12);
  const t4 = target + load<u32>(places, 16);
  const t5 = target + load<u32>(places, 20);
  const t6 = target + load<u32>(places, 24);
  const t7 = target + load<u32>(places, 28);
  const t8 = target + load<u32>(places, 32);
  const t9 = target + load<u32>(places, 36);
  let s0 = v128.load(t0);
  let s1 = v128.load(t1);
  let s2 = v128.load(t2);
  let s3 = v128.load(t3);
  let s4 = v128.load(t4);
  let s5 = v128.load(t5);
  let s6 = v128.load(t6);
  let s7 = v128.load(t7);
  let s8 = v128.load(t8);
  let s9 = v128.load(t9);
  for (; list < end; list += elementBytes) {
    const from = w + load<u32>(list);
    const factor = splatAt(list + 4);
    s0 = multiplyAdd(factor, v128.load(from), s0);
    s1 = multiplyAdd(factor, v128.load(from, 16), s1);
    s2 = multiplyAdd(factor, v128.load(from, 32), s2);
    s3 = multiplyAdd(factor, v128.load(from, 48), s3);
    s4 = multiplyAdd(factor, v128.load(from, 64), s4);
    s5 = multiplyAdd(factor, v128.load(from, 80), s5);
    s6 = multiplyAdd(factor, v128.load(from, 96), s6);
    s7 = multiplyAdd(factor, v128.load(from, 112), s7);
    s8 = multiplyAdd(factor, v128.load(from, 128), s8);
    s9 = multiplyAdd(factor, v128.load(from, 144), s9);
  }
  v128.store(t0, s0);
  v128.store(t1, s1);
  v128.store(t2, s2);
  v128.store(t3, s3);
  v128.store(t4, s4);
  v128.store(t5, s5);
  v128.store(t6, s6);
  v128.store(t7, s7);
  v128.store(t8, s8);
  v128.store(t9, s9);
}

function addFour(target: usize, places: usize, w: usize, list: usize, end: usize): void {
  const t0 = target + load<u32>(places);
  const t1 = target + load<u32>(places, 4);
  const t2 = target + load<u32>(places, 8);
  const t3 = target + load<u32>(places, 12);
  let s0 = v128.load(t0);
  let s1 = v128.load(t1);
  let s2 = v128.load(t2);
  let s3 = v128.load(t3);
  for (; list < end; list += elementBytes) {
    const from = w + load<u32>(list);
    const factor = splatAt(list + 4);
    s0 = multiplyAdd(factor, v128.load(from), s0);
    s1 = multiplyAdd(factor, v128.load(from, 16), s1);
    s2 = multiplyAdd(factor, v128.load(from, 32), s2);
    s3 = multiplyAdd(factor, v128.load(from, 48), s3);
  }
  v128.store(t0, s0);
  v128.store(t1, s1);
  v128.store(t2, s2);
  v128.store(t3, s3);
}

function addOne(target: usize, w: usize, list: usize, end: usize): void {
  let sum = v128.load(target);
  for (; list < end; list += elementBytes) sum = multiplyAdd(splatAt(list + 4), v128.load(w + load<u32>(list)), sum);
  v128.store(target, sum);
}
