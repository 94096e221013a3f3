import type { Arena } from '../arena.ts';
import type { KernelSet } from '../kernelSet.ts';

type Products = Pick<KernelSet, 'forwardProduct' | 'inputGradientProduct' | 'weightGradientProduct'>;

/** The three products of a full connection (eqs. 6 and 12) over an arena. */
export function referenceProducts(arena: Arena): Products {
  return {
    forwardProduct(y, x, w, { batch, inputs, outputs }) {
      const { elements } = arena;
      for (let b = 0; b < batch; b++) {
        for (let o = 0; o < outputs; o++) {
          const xRow = x.offset + b * inputs;
          const wRow = w.offset + o * inputs;
          let sum = 0;
          for (let i = 0; i < inputs; i++) sum += elements[xRow + i]! * elements[wRow + i]!;
          elements[y.offset + b * outputs + o]! += sum;
        }
      }
    },

    inputGradientProduct(dx, dz, w, { batch, inputs, outputs }) {
      const { elements } = arena;
      for (let b = 0; b < batch; b++) {
        const dxRow = dx.offset + b * inputs;
        for (let o = 0; o < outputs; o++) {
          const wRow = w.offset + o * inputs;
          const factor = elements[dz.offset + b * outputs + o]!;
          for (let i = 0; i < inputs; i++) elements[dxRow + i]! += factor * elements[wRow + i]!;
        }
      }
    },

    weightGradientProduct(dw, dz, x, { batch, inputs, outputs }) {
      const { elements } = arena;
      for (let b = 0; b < batch; b++) {
        const xRow = x.offset + b * inputs;
        for (let o = 0; o < outputs; o++) {
          const dwRow = dw.offset + o * inputs;
          const factor = elements[dz.offset + b * outputs + o]!;
          for (let i = 0; i < inputs; i++) elements[dwRow + i]! += factor * elements[xRow + i]!;
        }
      }
    },
  };
}
