import { elementBytes, withElement } from './factorList';
import { addPart, loadPart, multiplyAdd, splatAt, zeros } from './vector';
import { zeroCount } from './zeroCount';

// c[r,j] += Σₖ a[r,k] b[k,j] where many elements of `a` are 0, as the derivatives behind a ReLU are: only the others are multiplied.
// Terms are added in the order of outerProduct and in the same blocks, so that the sums are the same to the bit wherever b is finite.
// All strides are in bytes.

/** Columns of a packed panel of b: seven sums, seven vectors and a factor are what the registers hold where an engine loads all first. */
const panelColumns = 28;
const panelStride = panelColumns * 4;
/** Reduction steps of a panel, the same as in outerProduct: 28 KiB of scratch, with the elements that count below. */
const panelDepth = 256;
const panelBytes: usize = panelDepth * panelStride;
/** Most elements of `a` whose places and values wait in scratch behind the panel. */
const mostElements = 16384;

/** With fewer columns, finding the zeros costs more than it spares. */
const leastColumns = 64;

/** Whether the search for zeros pays: at least an eighth of the elements are. */
export function hasZeros(a: usize, length: i32, columns: i32): bool {
  return columns >= leastColumns && zeroCount(a, length) > length / 8;
}

export function outerProductOfNonzeros(
  c: usize,
  cStride: usize,
  a: usize,
  aRowStride: usize,
  aDepthStride: usize,
  b: usize,
  bStride: usize,
  rows: i32,
  columns: i32,
  depth: i32,
  scratch: usize,
): void {
  for (let k = 0; k < depth; k += panelDepth) {
    const steps = min(panelDepth, depth - k);
    const rowsAtATime = mostElements / steps;
    const bBlock = b + <usize>k * bStride;
    for (let row = 0; row < rows; row += rowsAtATime) {
      const count = min(rowsAtATime, rows - row);
      const cRows = c + <usize>row * cStride;
      listElements(scratch + panelBytes, a + <usize>row * aRowStride + <usize>k * aDepthStride, aRowStride, aDepthStride, count, steps);
      for (let column = 0; column < columns; column += panelColumns) {
        const width = min(panelColumns, columns - column);
        pack(scratch, bBlock + <usize>column * 4, bStride, steps, width);
        multiplyPanel(cRows + <usize>column * 4, cStride, scratch, count, steps, width);
      }
    }
  }
}

/**
 * Lists the elements of each row that are not 0: the place of their row of b in the panel, and the value. A row's list takes `steps`
 * elements of room; a negative place ends it where it is shorter.
 */
function listElements(list: usize, a: usize, aRowStride: usize, aDepthStride: usize, rows: i32, steps: i32): void {
  const room = <usize>steps * elementBytes;
  for (let row = 0; row < rows; row++, a += aRowStride, list += room) {
    let element = a;
    let target = list;
    for (let place = 0, end = steps * panelStride; place < end; place += panelStride, element += aDepthStride) {
      target = withElement(target, place, element);
    }
    if (target < list + room) store<i32>(target, -1);
  }
}

/** Copies a panel row by row; columns beyond `width` become 0. */
function pack(target: usize, source: usize, sourceStride: usize, steps: i32, width: i32): void {
  for (let k = 0; k < steps; k++, target += panelStride, source += sourceStride) {
    for (let column = 0; column < panelColumns; column += 4) {
      const count = min(4, width - column);
      v128.store(target + <usize>column * 4, count > 0 ? loadPart(source + <usize>column * 4, count) : zeros());
    }
  }
}

function multiplyPanel(c: usize, cStride: usize, panel: usize, rows: i32, steps: i32, width: i32): void {
  const room = <usize>steps * elementBytes;
  for (let row = 0, list = panel + panelBytes; row < rows; row++, list += room, c += cStride) {
    if (width > 16) addRow28(c, list, room, panel, width);
    else addRow16(c, list, room, panel, width);
  }
}

function addRow28(c: usize, list: usize, room: usize, panel: usize, width: i32): void {
  let s0 = zeros();
  let s1 = zeros();
  let s2 = zeros();
  let s3 = zeros();
  let s4 = zeros();
  let s5 = zeros();
  let s6 = zeros();
  for (const end = list + room; list < end; list += elementBytes) {
    const place = load<i32>(list);
    if (place < 0) break;
    const from = panel + <usize>place;
    const factor = splatAt(list + 4);
    s0 = multiplyAdd(factor, v128.load(from), s0);
    s1 = multiplyAdd(factor, v128.load(from, 16), s1);
    s2 = multiplyAdd(factor, v128.load(from, 32), s2);
    s3 = multiplyAdd(factor, v128.load(from, 48), s3);
    s4 = multiplyAdd(factor, v128.load(from, 64), s4);
    s5 = multiplyAdd(factor, v128.load(from, 80), s5);
    s6 = multiplyAdd(factor, v128.load(from, 96), s6);
  }
  addFour(c, s0, s1, s2, s3, 16);
  addPart(c + 64, s4, width - 16);
  if (width > 20) addPart(c + 80, s5, width - 20);
  if (width > 24) addPart(c + 96, s6, width - 24);
}

function addRow16(c: usize, list: usize, room: usize, panel: usize, width: i32): void {
  let s0 = zeros();
  let s1 = zeros();
  let s2 = zeros();
  let s3 = zeros();
  for (const end = list + room; list < end; list += elementBytes) {
    const place = load<i32>(list);
    if (place < 0) break;
    const from = panel + <usize>place;
    const factor = splatAt(list + 4);
    s0 = multiplyAdd(factor, v128.load(from), s0);
    s1 = multiplyAdd(factor, v128.load(from, 16), s1);
    s2 = multiplyAdd(factor, v128.load(from, 32), s2);
    s3 = multiplyAdd(factor, v128.load(from, 48), s3);
  }
  addFour(c, s0, s1, s2, s3, width);
}

@inline
function addFour(c: usize, s0: v128, s1: v128, s2: v128, s3: v128, width: i32): void {
  addPart(c, s0, width);
  if (width > 4) addPart(c + 16, s1, width - 4);
  if (width > 8) addPart(c + 32, s2, width - 8);
  if (width > 12) addPart(c + 48, s3, width - 12);
}
