import { WorkbenchError } from '../errors.ts';
import type { FloatArray } from '../kernels/arena.ts';
import type { Network } from '../network/network.ts';

/**
 * What a network answers to `inputs` `[rows, inputs]`, in batches of its own size: `[rows, outputs]` at its precision.
 * @throws network/wrong-input-count
 */
export function predict(network: Network, inputs: FloatArray): FloatArray {
  const inputSize = network.layers[0]!.size;
  const outputSize = network.layers.at(-1)!.size;
  if (inputs.length % inputSize !== 0) {
    const details = { inputs: inputs.length, inputSize };
    throw new WorkbenchError(
      'network/wrong-input-count',
      `${inputs.length} numbers are no whole number of rows of ${inputSize} inputs.`,
      details,
    );
  }
  const { arena, precision } = network.kernels;
  const rows = inputs.length / inputSize;
  const answers = new (precision === 'float32' ? Float32Array : Float64Array)(rows * outputSize);
  for (let from = 0; from < rows; from += network.batch) {
    const count = Math.min(network.batch, rows - from);
    arena.elements.set(inputs.subarray(from * inputSize, (from + count) * inputSize), network.inputs.offset);
    network.forward(count);
    answers.set(arena.view(network.outputs).subarray(0, count * outputSize), from * outputSize);
  }
  return answers;
}
