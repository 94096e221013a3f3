import type { PreparedData } from '../../src-core/data/partition.ts';
import type { Precision } from '../../src-core/kernels/arena.ts';
import { createRandom } from '../../src-core/random/createRandom.ts';
import { shapeSize } from '../../src-core/shape.ts';
import type { Workload } from './workloads.ts';

/** Rows of small tables and of images: 4 batches at least, a megabyte or so at most. */
const smallRows = 4096;
const imageRows = 1024;

/** Data that a network can learn: the target is decided by random directions in the inputs. The same in either precision. */
export function workloadData({ inputShape, outputs, loss }: Workload, precision: Precision): PreparedData {
  const random = createRandom(1);
  const inputSize = shapeSize(inputShape);
  const rows = inputSize > 64 ? imageRows : smallRows;
  const floats = precision === 'float32' ? Float32Array : Float64Array;
  const inputs = new floats(rows * inputSize);
  const targets = new floats(rows * outputs);
  const directions = Float64Array.from({ length: outputs * inputSize }, () => random.normal());
  const isClass = loss !== 'squares';
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < inputSize; i++) inputs[row * inputSize + i] = Math.fround(isClass ? random.uniform() : 2 * random.uniform() - 1);
    const scores = Array.from({ length: outputs }, (_, output) => scoreOf(inputs, row, directions, output, inputSize));
    const best = scores.indexOf(Math.max(...scores));
    scores.forEach((score, output) => {
      targets[row * outputs + output] = isClass ? Number(output === best) : Math.fround(0.8 * Math.sign(score));
    });
  }
  return {
    rows,
    inputShape,
    inputSize,
    inputs,
    outputSize: outputs,
    targets,
    task: isClass ? 'classification' : 'regression',
    labels: null,
    leftOut: null,
    classNames: [],
    parts: { train: Uint32Array.from({ length: rows }, (_, row) => row), validation: new Uint32Array(0), test: new Uint32Array(0) },
    treatments: [],
    targetScaling: { scale: 1, offset: 0 },
    inputScaling: { scale: new Array<number>(inputSize).fill(1), offset: new Array<number>(inputSize).fill(0) },
    inputNames: [],
  };
}

function scoreOf(inputs: ArrayLike<number>, row: number, directions: ArrayLike<number>, output: number, inputSize: number): number {
  let score = 0;
  for (let i = 0; i < inputSize; i++) score += (inputs[row * inputSize + i]! - 0.5) * directions[output * inputSize + i]!;
  return score;
}
