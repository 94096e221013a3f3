import { mulberry32 } from './mulberry32.mjs';

/** Weights and biases in turn, each with its shape: matrices `[inputs, outputs]`, convolutions `[out, in, height, width]`. */
export function initialWeights({ inputShape, layers }) {
  const uniform = mulberry32(2);
  let shape = layers[0].convolution === undefined ? inputShape : [1, ...inputShape];
  return layers.flatMap(({ full, convolution, channels, pooling }) => {
    const [depth, height, width] = shape;
    if (pooling !== undefined) {
      shape = [depth, height / pooling, width / pooling];
      return [];
    }
    const size = shape.reduce((product, length) => product * length, 1);
    const fanIn = convolution === undefined ? size : depth * convolution ** 2;
    const matrix = convolution === undefined ? [size, full] : [channels, depth, convolution, convolution];
    shape = convolution === undefined ? [full] : [channels, height, width];
    const bound = Math.sqrt(3 / fanIn);
    const length = matrix.reduce((product, side) => product * side, 1);
    const values = Float32Array.from({ length }, () => bound * (2 * uniform() - 1));
    return [
      { shape: matrix, values },
      { shape: [shape[0]], values: new Float32Array(shape[0]) },
    ];
  });
}
