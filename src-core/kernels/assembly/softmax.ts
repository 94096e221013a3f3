import { exp4 } from './exponential';
import { loadPart, multiplyAdd, storePart, sumLanes } from './vector';

// xᵢ = exp(zᵢ)/Σⱼ exp(zⱼ) along each row, and its Jacobian from the values.

export function softmax(x: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++, x += <usize>columns * 4) softmaxRow(x, columns);
}

function softmaxRow(x: usize, columns: i32): void {
  let largest = load<f32>(x);
  for (let c = 1; c < columns; c++) largest = max(largest, load<f32>(x + <usize>c * 4));

  const shift = f32x4.splat(largest);
  let sums = f32x4.splat(0);
  for (let c = 0; c < columns; c += 4) {
    const count = min(4, columns - c);
    const address = x + <usize>c * 4;
    const powers = exp4(f32x4.sub(loadPart(address, count), shift));
    storePart(address, powers, count);
    // Read back: lanes beyond the row count as 0.
    sums = f32x4.add(sums, count == 4 ? powers : loadPart(address, count));
  }

  const total = f32x4.splat(sumLanes(sums));
  for (let c = 0; c < columns; c += 4) {
    const count = min(4, columns - c);
    const address = x + <usize>c * 4;
    storePart(address, f32x4.div(loadPart(address, count), total), count);
  }
}

export function softmaxDerivative(dx: usize, x: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++, dx += <usize>columns * 4, x += <usize>columns * 4) derivativeRow(dx, x, columns);
}

function derivativeRow(dx: usize, x: usize, columns: i32): void {
  let sums = f32x4.splat(0);
  for (let c = 0; c < columns; c += 4) {
    const count = min(4, columns - c);
    const offset = <usize>c * 4;
    sums = multiplyAdd(loadPart(x + offset, count), loadPart(dx + offset, count), sums);
  }
  const mean = f32x4.splat(sumLanes(sums));
  for (let c = 0; c < columns; c += 4) {
    const count = min(4, columns - c);
    const offset = <usize>c * 4;
    storePart(dx + offset, f32x4.mul(loadPart(x + offset, count), f32x4.sub(loadPart(dx + offset, count), mean)), count);
  }
}
