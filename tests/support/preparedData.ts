import type { PartName, PreparedData } from '../../src-core/data/partition.ts';
import { createRandom } from '../../src-core/random/createRandom.ts';

/** Rows of numbers with a class each, all of them in the training part unless parts are given. */
export function classificationData(
  inputs: readonly (readonly number[])[],
  labels: readonly number[],
  parts: Partial<Record<PartName, readonly number[]>> = {},
): PreparedData {
  const classes = Math.max(...labels) + 1;
  const oneHot = labels.map((label) => Array.from({ length: classes }, (_, index) => (index === label ? 1 : 0)));
  return {
    ...regressionData(inputs, oneHot, parts),
    task: 'classification',
    labels: Int32Array.from(labels),
    leftOut: null,
    classNames: Array.from({ length: classes }, (_, index) => `class ${index}`),
  };
}

export function regressionData(
  inputs: readonly (readonly number[])[],
  targets: readonly (readonly number[])[],
  parts: Partial<Record<PartName, readonly number[]>> = {},
): PreparedData {
  const inputSize = inputs[0]!.length;
  const part = (name: PartName, usual: readonly number[]) => Uint32Array.from(parts[name] ?? usual);
  return {
    rows: inputs.length,
    inputShape: [inputSize],
    inputSize,
    inputs: Float64Array.from(inputs.flat()),
    outputSize: targets[0]!.length,
    targets: Float64Array.from(targets.flat()),
    task: 'regression',
    labels: null,
    leftOut: null,
    classNames: [],
    parts: { train: part('train', [...inputs.keys()]), validation: part('validation', []), test: part('test', []) },
    treatments: [],
    targetScaling: { scale: 1, offset: 0 },
    inputScaling: { scale: inputs[0]!.map(() => 1), offset: inputs[0]!.map(() => 0) },
    inputNames: inputs[0]!.map((_, index) => `x${index + 1}`),
  };
}

/** The four corners of exclusive or. */
export const xorData = classificationData(
  [
    [-1, -1],
    [-1, 1],
    [1, -1],
    [1, 1],
  ],
  [0, 1, 1, 0],
);

/** Two overlapping clouds in the plane: rows 0…39 to train on, 40…49 to validate, 50…59 to test. */
export function cloudsData(seed = 5): PreparedData {
  const random = createRandom(seed);
  const labels = Array.from({ length: 60 }, (_, row) => row % 2);
  const inputs = labels.map((label) => [random.normal() + label, random.normal() - label]);
  const run = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
  return classificationData(inputs, labels, { train: run(0, 40), validation: run(40, 50), test: run(50, 60) });
}
