import { mulberry32 } from './mulberry32.mjs';

// Small tables and images: rows enough that a network cannot know them all at once, few enough to stay in the cache.
const smallRows = 4096;
const imageRows = 1024;

/** The workload's data in batches: the target is decided by random directions in the inputs, so that it can be learnt. */
export function workloadBatches({ inputShape, layers, loss, batch }) {
  const uniform = mulberry32(1);
  const inputSize = inputShape.reduce((product, size) => product * size, 1);
  const outputs = layers.at(-1).full;
  const directions = Float64Array.from({ length: outputs * inputSize }, () => 2 * uniform() - 1);
  const rows = inputSize > 64 ? imageRows : smallRows;
  return Array.from({ length: rows / batch }, () => {
    const inputs = new Float32Array(batch * inputSize);
    const targets = new Float32Array(batch * outputs);
    for (let row = 0; row < batch; row++) {
      const input = inputs.subarray(row * inputSize, (row + 1) * inputSize);
      input.forEach((_, index) => (input[index] = loss === 'squares' ? 2 * uniform() - 1 : uniform()));
      targets.set(loss === 'squares' ? signs(input, directions) : winner(input, directions, outputs), row * outputs);
    }
    return { rows: batch, inputSize, outputs, inputs, targets };
  });
}

function signs(input, directions) {
  return [0.8 * Math.sign(score(input, directions, 0))];
}

function winner(input, directions, outputs) {
  const scores = Array.from({ length: outputs }, (_, output) => score(input, directions, output));
  const best = scores.indexOf(Math.max(...scores));
  return scores.map((_, output) => Number(output === best));
}

function score(input, directions, output) {
  return input.reduce((sum, value, index) => sum + (value - 0.5) * directions[output * input.length + index], 0);
}
