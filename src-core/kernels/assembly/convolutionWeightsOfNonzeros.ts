import { layVectors } from './convolutionOfNonzeros';
import { elementBytes, withElement } from './factorList';
import { GridDescription } from './gridDescription';
import { pad } from './padding';
import { addPart, multiplyAdd, splatAt, zeros } from './vector';

// The gradient of a convolution's weights where most derivatives of outputs are 0, as in convolutionOfNonzeros.

export function weightGradientOfNonzeros(dw: usize, dz: usize, x: usize, grid: GridDescription): void {
  const channels = grid.channelsIn;
  const outputs = grid.channelsOut;
  const step = <usize>channels * 4;
  const segment = grid.windowWidth * channels;
  const stride = <usize>(grid.positionsWide + grid.windowWidth - 1) * step;
  const paddedRows = grid.positionsHigh + grid.windowHeight - 1;
  const rowBytes = <usize>grid.sourceWidth * step;
  const positions = grid.positionsHigh * grid.positionsWide;
  const places = grid.places;
  const vectors = layVectors(places, grid.windowHeight, segment, stride);
  const sumsBytes = <usize>vectors * 16;
  const first = grid.firstOutput;
  const count = grid.endOutput - first;
  memory.fill(grid.packed, 0, <usize>count * sumsBytes);
  dz += <usize>first * 4;
  for (let sample = 0; sample < grid.batch; sample++, x += <usize>grid.sourceHeight * rowBytes, dz += <usize>(positions * outputs) * 4) {
    pad(grid.padded, x, paddedRows, grid.sourceHeight, rowBytes, stride, grid.top, <usize>grid.left * step);
    for (let o = 0; o < count; o++) {
      const end = listPositions(grid.list, dz + <usize>o * 4, grid, stride);
      sumWindows(grid.packed + <usize>o * sumsBytes, grid.padded, places, vectors, grid.list, end);
    }
  }
  addWindows(dw + <usize>(first * grid.windowHeight * segment) * 4, grid.packed, count * grid.windowHeight, segment);
}

/** The positions of one output whose derivative is not 0: where their window begins in the padded sample, and the derivative. */
@inline
function listPositions(list: usize, dz: usize, grid: GridDescription, stride: usize): usize {
  const step = grid.channelsIn * 4;
  const outputStep = <usize>grid.channelsOut * 4;
  for (let row = 0; row < grid.positionsHigh; row++) {
    const first = row * <i32>stride;
    for (let place = first, end = first + grid.positionsWide * step; place < end; place += step, dz += outputStep) {
      list = withElement(list, place, dz);
    }
  }
  return list;
}

/** sums[v] += Σ over the list of value · the window's v-th vector */
function sumWindows(sums: usize, x: usize, places: usize, vectors: i32, list: usize, end: usize): void {
  if (list == end) return;
  let v = 0;
  for (; v + 10 <= vectors; v += 10, places += 40, sums += 160) {
    const first = load<u32>(places);
    if (load<u32>(places, 36) - first == 144) sumTen(sums, x + first, list, end);
    else sumTenApart(sums, x, places, list, end);
  }
  for (; v + 4 <= vectors; v += 4, places += 16, sums += 64) sumFour(sums, x, places, list, end);
  for (; v < vectors; v++, places += 4, sums += 16) sumOne(sums, x + load<u32>(places), list, end);
}

function sumTen(sums: usize, x: usize, list: usize, end: usize): void {
  let s0 = zeros();
  let s1 = zeros();
  let s2 = zeros();
  let s3 = zeros();
  let s4 = zeros();
  let s5 = zeros();
  let s6 = zeros();
  let s7 = zeros();
  let s8 = zeros();
  let s9 = zeros();
  for (; list < end; list += elementBytes) {
    const from = x + load<u32>(list);
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
  addTo(sums, s0, s1, s2, s3);
  addTo(sums + 64, s4, s5, s6, s7);
  addPart(sums + 128, s8, 4);
  addPart(sums + 144, s9, 4);
}

function sumTenApart(sums: usize, x: usize, places: usize, list: usize, end: usize): void {
  const x0 = x + load<u32>(places);
  const x1 = x + load<u32>(places, 4);
  const x2 = x + load<u32>(places, 8);
  const x3 = x + load<u32>(places, 12);
  const x4 = x + load<u32>(places, 16);
  const x5 = x + load<u32>(places, 20);
  const x6 = x + load<u32>(places, 24);
  const x7 = x + load<u32>(places, 28);
  const x8 = x + load<u32>(places, 32);
  const x9 = x + load<u32>(places, 36);
  let s0 = zeros();
  let s1 = zeros();
  let s2 = zeros();
  let s3 = zeros();
  let s4 = zeros();
  let s5 = zeros();
  let s6 = zeros();
  let s7 = zeros();
  let s8 = zeros();
  let s9 = zeros();
  for (; list < end; list += elementBytes) {
    const place = <usize>load<u32>(list);
    const factor = splatAt(list + 4);
    s0 = multiplyAdd(factor, v128.load(x0 + place), s0);
    s1 = multiplyAdd(factor, v128.load(x1 + place), s1);
    s2 = multiplyAdd(factor, v128.load(x2 + place), s2);
    s3 = multiplyAdd(factor, v128.load(x3 + place), s3);
    s4 = multiplyAdd(factor, v128.load(x4 + place), s4);
    s5 = multiplyAdd(factor, v128.load(x5 + place), s5);
    s6 = multiplyAdd(factor, v128.load(x6 + place), s6);
    s7 = multiplyAdd(factor, v128.load(x7 + place), s7);
    s8 = multiplyAdd(factor, v128.load(x8 + place), s8);
    s9 = multiplyAdd(factor, v128.load(x9 + place), s9);
  }
  addTo(sums, s0, s1, s2, s3);
  addTo(sums + 64, s4, s5, s6, s7);
  addPart(sums + 128, s8, 4);
  addPart(sums + 144, s9, 4);
}

function sumFour(sums: usize, x: usize, places: usize, list: usize, end: usize): void {
  const x0 = x + load<u32>(places);
  const x1 = x + load<u32>(places, 4);
  const x2 = x + load<u32>(places, 8);
  const x3 = x + load<u32>(places, 12);
  let s0 = zeros();
  let s1 = zeros();
  let s2 = zeros();
  let s3 = zeros();
  for (; list < end; list += elementBytes) {
    const place = <usize>load<u32>(list);
    const factor = splatAt(list + 4);
    s0 = multiplyAdd(factor, v128.load(x0 + place), s0);
    s1 = multiplyAdd(factor, v128.load(x1 + place), s1);
    s2 = multiplyAdd(factor, v128.load(x2 + place), s2);
    s3 = multiplyAdd(factor, v128.load(x3 + place), s3);
  }
  addTo(sums, s0, s1, s2, s3);
}

function sumOne(sums: usize, x: usize, list: usize, end: usize): void {
  let sum = zeros();
  for (; list < end; list += elementBytes) sum = multiplyAdd(splatAt(list + 4), v128.load(x + load<u32>(list)), sum);
  addPart(sums, sum, 4);
}

@inline
function addTo(sums: usize, s0: v128, s1: v128, s2: v128, s3: v128): void {
  addPart(sums, s0, 4);
  addPart(sums + 16, s1, 4);
  addPart(sums + 32, s2, 4);
  addPart(sums + 48, s3, 4);
}

/** dw += sums, whose rows are filled up to whole vectors. */
function addWindows(dw: usize, sums: usize, rows: i32, segment: i32): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < segment; column += 4, sums += 16) {
      const count = min(4, segment - column);
      addPart(dw, v128.load(sums), count);
      dw += <usize>count * 4;
    }
  }
}
