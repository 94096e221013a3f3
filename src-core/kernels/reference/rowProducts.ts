import type { Arena } from '../arena.ts';
import type { KernelSet } from '../kernelSet.ts';

type RowProducts = Pick<KernelSet, 'multiplyRows' | 'addRowProducts'>;

/** Products position by position: direct connections with their weights (eqs. 6 and 12), and dropout with its mask, over an arena. */
export function referenceRowProducts(arena: Arena): RowProducts {
  return {
    multiplyRows(y, x, w, rows, columns) {
      const { elements } = arena;
      for (let r = 0; r < rows; r++) {
        const start = r * columns;
        for (let c = 0; c < columns; c++) elements[y.offset + start + c]! += elements[w.offset + c]! * elements[x.offset + start + c]!;
      }
    },

    addRowProducts(sum, x, y, rows, columns) {
      const { elements } = arena;
      for (let r = 0; r < rows; r++) {
        const start = r * columns;
        for (let c = 0; c < columns; c++) elements[sum.offset + c]! += elements[x.offset + start + c]! * elements[y.offset + start + c]!;
      }
    },
  };
}
