import type { KernelSet } from '../kernelSet.ts';
import { addressOf } from './addressOf.ts';
import type { Float32Exports } from './float32Exports.ts';

type Elementwise = Pick<KernelSet, 'setRows' | 'addRowSums' | 'applyUpdate' | 'applyUpdateDerivative' | 'normalizeRows' | 'weightPenalty'>;

interface UpdateKernel {
  readonly value: (x: number, length: number, alpha: number, beta: number) => void;
  readonly derivative: (dx: number, x: number, length: number, alpha: number, beta: number) => void;
}

/**
 * Bias rows, row sums, updates, row norms and penalties by the WebAssembly kernels.
 * @param fallback takes the updates that have no kernel here
 */
export function wasmElementwise(exports: Float32Exports, fallback: KernelSet): Elementwise {
  const updateKernels = new Map(Object.entries(elementwiseUpdates(exports)));

  return {
    setRows(y, row, rows, columns) {
      if (row === null) exports.fill(addressOf(y), 0, rows * columns);
      else exports.setRows(addressOf(y), addressOf(row), rows, columns);
    },

    addRowSums: (sum, y, rows, columns) => exports.addRowSums(addressOf(sum), addressOf(y), rows, columns),

    applyUpdate(update, x, rows, columns) {
      if (update.kind === 'elementwise') {
        const kernel = updateKernels.get(update.kernel);
        if (kernel) return kernel.value(addressOf(x), rows * columns, update.alpha, update.beta);
      } else if (update.kernel === 'softmax') {
        return exports.softmax(addressOf(x), rows, columns);
      }
      fallback.applyUpdate(update, x, rows, columns);
    },

    applyUpdateDerivative(update, dx, x, rows, columns) {
      if (update.kind === 'elementwise') {
        const kernel = updateKernels.get(update.kernel);
        if (kernel) return kernel.derivative(addressOf(dx), addressOf(x), rows * columns, update.alpha, update.beta);
      } else if (update.kernel === 'softmax') {
        return exports.softmaxDerivative(addressOf(dx), addressOf(x), rows, columns);
      }
      fallback.applyUpdateDerivative(update, dx, x, rows, columns);
    },

    normalizeRows: (w, rows, columns, norm) => exports.normalizeRows(addressOf(w), rows, columns, norm),

    weightPenalty: (weights, gradients, l1, l2) =>
      exports.weightPenalty(addressOf(weights), gradients ? addressOf(gradients) : 0, weights.length, l1, l2),
  };
}

/** The element-wise updates there are kernels for, by their kernels' names. */
function elementwiseUpdates(exports: Float32Exports): Record<string, UpdateKernel> {
  return {
    identity: { value: () => undefined, derivative: () => undefined },
    relu: {
      value: (x, length) => exports.relu(x, length),
      derivative: (dx, x, length) => exports.reluDerivative(dx, x, length),
    },
    tanh: {
      value: (x, length, alpha, beta) => exports.tanh(x, length, alpha, beta),
      derivative: (dx, x, length, alpha, beta) => exports.tanhDerivative(dx, x, length, alpha, beta),
    },
    exp: {
      value: (x, length, alpha, beta) => exports.exp(x, length, alpha, beta),
      derivative: (dx, x, length, _alpha, beta) => exports.expDerivative(dx, x, length, beta),
    },
    logistic: {
      value: (x, length, _alpha, beta) => exports.logistic(x, length, beta),
      derivative: (dx, x, length, _alpha, beta) => exports.logisticDerivative(dx, x, length, beta),
    },
  };
}
