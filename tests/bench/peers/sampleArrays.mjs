/** A batch as plain arrays, sample by sample, for peers that know no tensors. */
export function sampleArrays({ rows, inputs, inputSize, targets, outputs }) {
  return Array.from({ length: rows }, (_, row) => ({
    input: Array.from(inputs.subarray(row * inputSize, (row + 1) * inputSize)),
    output: Array.from(targets.subarray(row * outputs, (row + 1) * outputs)),
  }));
}

/** The mean of half the squared distance between targets and what `run` gives. */
export function squaredError(samples, run) {
  const errors = samples.map(({ input, output }) => {
    const given = run(input);
    return output.reduce((sum, wanted, index) => sum + (given[index] - wanted) ** 2 / 2, 0);
  });
  return errors.reduce((sum, error) => sum + error, 0) / samples.length;
}
