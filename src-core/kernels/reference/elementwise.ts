import type { Arena } from '../arena.ts';
import type { KernelSet } from '../kernelSet.ts';

type Elementwise = Pick<
  KernelSet,
  'setRows' | 'addRowSums' | 'applyUpdate' | 'applyUpdateDerivative' | 'normalizeRows' | 'optimizerPass' | 'weightPenalty'
>;

/** Bias rows, updates with their derivatives (eqs. 6, 8 and 10), row norms, optimizer passes and penalties over an arena. */
export function referenceElementwise(arena: Arena): Elementwise {
  return {
    setRows(y, row, rows, columns) {
      const { elements } = arena;
      if (row === null) elements.fill(0, y.offset, y.offset + rows * columns);
      else for (let r = 0; r < rows; r++) elements.copyWithin(y.offset + r * columns, row.offset, row.offset + columns);
    },

    addRowSums(sum, y, rows, columns) {
      const { elements } = arena;
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < columns; c++) elements[sum.offset + c]! += elements[y.offset + r * columns + c]!;
      }
    },

    applyUpdate(update, x, rows, columns) {
      const { elements } = arena;
      if (update.kind === 'row') {
        for (let r = 0; r < rows; r++) update.forward(elements, x.offset + r * columns, columns);
      } else {
        for (let i = x.offset; i < x.offset + rows * columns; i++) elements[i] = update.value(elements[i]!);
      }
    },

    applyUpdateDerivative(update, dx, x, rows, columns) {
      const { elements } = arena;
      if (update.kind === 'row') {
        for (let r = 0; r < rows; r++) update.backward(elements, dx.offset + r * columns, x.offset + r * columns, columns);
      } else {
        for (let i = 0; i < rows * columns; i++) elements[dx.offset + i]! *= update.derivativeFromValue(elements[x.offset + i]!);
      }
    },

    normalizeRows(w, rows, columns, norm) {
      const { elements } = arena;
      for (let r = 0; r < rows; r++) {
        const start = w.offset + r * columns;
        let squares = 0;
        for (let i = start; i < start + columns; i++) squares += elements[i]! ** 2;
        if (squares > 0) for (let i = start; i < start + columns; i++) elements[i]! *= norm / Math.sqrt(squares);
      }
    },

    optimizerPass(pass) {
      pass.apply(pass, arena.elements);
    },

    weightPenalty(weights, gradients, l1, l2) {
      const { elements } = arena;
      let squares = 0;
      let magnitudes = 0;
      for (let i = 0; i < weights.length; i++) {
        const weight = elements[weights.offset + i]!;
        squares += weight * weight;
        magnitudes += Math.abs(weight);
        if (gradients) elements[gradients.offset + i]! += l2 * weight + l1 * Math.sign(weight);
      }
      return 0.5 * l2 * squares + l1 * magnitudes;
    },
  };
}
