import type { FloatArray } from '../kernels/arena.ts';
import type { Nonlinearity } from './featureParameters.ts';
import type { FeatureTable } from './readout.ts';

const sharpness = 5;

/** A copy with u → u, max(u, 0), softmax(5u) over the row, max(u, 0)² or max(u, 0)³, as protocols of local learning read their layers. */
export function withNonlinearity({ rows, columns, values }: FeatureTable, name: Nonlinearity): FeatureTable {
  const copy = values.slice();
  if (name === 'softmax5') for (let row = 0; row < rows; row++) softmaxRow(copy, row * columns, columns);
  else if (name !== 'none') raise(copy, { relu: 1, square: 2, cube: 3 }[name]);
  return { rows, columns, values: copy };
}

function raise(values: FloatArray, power: number): void {
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    values[index] = value > 0 ? value ** power : 0;
  }
}

function softmaxRow(values: FloatArray, start: number, columns: number): void {
  const row = values.subarray(start, start + columns);
  let largest = -Infinity;
  for (let index = 0; index < columns; index++) largest = Math.max(largest, row[index]!);
  let sum = 0;
  for (let index = 0; index < columns; index++) {
    const power = Math.exp(sharpness * (row[index]! - largest));
    row[index] = power;
    sum += power;
  }
  for (let index = 0; index < columns; index++) row[index] = row[index]! / sum;
}
