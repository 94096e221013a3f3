import type { Precision } from '../../../../src-core/kernels/arena.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import type { FeatureTable, ReadoutTask } from '../../../../src-core/readouts/readout.ts';

/** Features from rows of numbers. */
export function tableOf(rows: readonly (readonly number[])[], precision: Precision = 'float64'): FeatureTable {
  const values = precision === 'float64' ? Float64Array.from(rows.flat()) : Float32Array.from(rows.flat());
  return { rows: rows.length, columns: rows[0]!.length, values };
}

/** A task over rows of features with the class of each. */
export function taskOf(rows: readonly (readonly number[])[], labels: readonly number[], precision: Precision = 'float64'): ReadoutTask {
  return {
    features: tableOf(rows, precision),
    labels: Int32Array.from(labels),
    classes: Math.max(...labels) + 1,
    createKernels: () => createKernels(precision),
  };
}

/** Three clouds around corners of a triangle. */
export function cloudRows(count: number, seed = 2): { rows: number[][]; labels: number[] } {
  const random = createRandom(seed);
  const centres = [
    [0, 3],
    [-3, -2],
    [3, -2],
  ];
  const labels = Array.from({ length: count }, (_, row) => row % 3);
  return { rows: labels.map((label) => centres[label]!.map((value) => value + random.normal())), labels };
}
