import type { KernelSet } from '../kernelSet.ts';
import { addressOf } from './addressOf.ts';
import type { Float32Exports } from './float32Exports.ts';

type Elementwise = Pick<KernelSet, 'setRows' | 'addRowSums' | 'applyUpdate' | 'applyUpdateDerivative' | 'normalizeRows'>;

/** Stands for the coefficients a row update has none of. */
const noCoefficients = { alpha: 1, beta: 1 };

/**
 * Bias rows, row sums, updates and row norms by the WebAssembly kernels.
 * @param fallback takes the updates that have no kernel here
 */
export function wasmElementwise(exports: Float32Exports, fallback: KernelSet): Elementwise {
  return {
    setRows(y, row, rows, columns) {
      if (row === null) fallback.setRows(y, row, rows, columns);
      else exports.setRows(addressOf(y), addressOf(row), rows, columns);
    },

    addRowSums: (sum, y, rows, columns) => exports.addRowSums(addressOf(sum), addressOf(y), rows, columns),

    applyUpdate(update, x, rows, columns) {
      const address = addressOf(x);
      const length = rows * columns;
      const { alpha, beta } = update.kind === 'elementwise' ? update : noCoefficients;
      switch (`${update.kind} ${update.kernel}`) {
        case 'elementwise identity':
          return;
        case 'elementwise relu':
          return exports.relu(address, length);
        case 'elementwise tanh':
          return exports.tanh(address, length, alpha, beta);
        case 'elementwise exp':
          return exports.exp(address, length, alpha, beta);
        case 'elementwise logistic':
          return exports.logistic(address, length, beta);
        case 'row softmax':
          return exports.softmax(address, rows, columns);
        default:
          return fallback.applyUpdate(update, x, rows, columns);
      }
    },

    applyUpdateDerivative(update, dx, x, rows, columns) {
      const gradients = addressOf(dx);
      const values = addressOf(x);
      const length = rows * columns;
      const { alpha, beta } = update.kind === 'elementwise' ? update : noCoefficients;
      switch (`${update.kind} ${update.kernel}`) {
        case 'elementwise identity':
          return;
        case 'elementwise relu':
          return exports.reluDerivative(gradients, values, length);
        case 'elementwise tanh':
          return exports.tanhDerivative(gradients, values, length, alpha, beta);
        case 'elementwise exp':
          return exports.expDerivative(gradients, values, length, beta);
        case 'elementwise logistic':
          return exports.logisticDerivative(gradients, values, length, beta);
        case 'row softmax':
          return exports.softmaxDerivative(gradients, values, rows, columns);
        default:
          return fallback.applyUpdateDerivative(update, dx, x, rows, columns);
      }
    },

    normalizeRows: (w, rows, columns, norm) => exports.normalizeRows(addressOf(w), rows, columns, norm),
  };
}
