import type { Arena } from '../arena.ts';
import type { KernelSet, SparseRows } from '../kernelSet.ts';

type Sparse = Pick<KernelSet, 'sparseForward' | 'sparseInputGradient' | 'sparseWeightGradient'>;

/** The three products of a random connection (eqs. 6 and 12), whose weights are compressed rows, over an arena. */
export function referenceSparse(arena: Arena): Sparse {
  return {
    sparseForward(y, x, w, rows) {
      const { elements, indices } = arena;
      forEachRow(arena, rows, (b, o, start, end) => {
        const xRow = x.offset + b * rows.inputs;
        let sum = 0;
        for (let k = start; k < end; k++) sum += elements[w.offset + k]! * elements[xRow + indices[rows.columns.offset + k]!]!;
        elements[y.offset + b * rows.outputs + o]! += sum;
      });
    },

    sparseInputGradient(dx, dz, w, rows) {
      const { elements, indices } = arena;
      forEachRow(arena, rows, (b, o, start, end) => {
        const dxRow = dx.offset + b * rows.inputs;
        const factor = elements[dz.offset + b * rows.outputs + o]!;
        for (let k = start; k < end; k++) elements[dxRow + indices[rows.columns.offset + k]!]! += factor * elements[w.offset + k]!;
      });
    },

    sparseWeightGradient(dw, dz, x, rows) {
      const { elements, indices } = arena;
      forEachRow(arena, rows, (b, o, start, end) => {
        const xRow = x.offset + b * rows.inputs;
        const factor = elements[dz.offset + b * rows.outputs + o]!;
        for (let k = start; k < end; k++) elements[dw.offset + k]! += factor * elements[xRow + indices[rows.columns.offset + k]!]!;
      });
    },
  };
}

function forEachRow(
  { indices }: Arena,
  { batch, outputs, starts }: SparseRows,
  visit: (sample: number, axon: number, start: number, end: number) => void,
): void {
  for (let b = 0; b < batch; b++) {
    for (let o = 0; o < outputs; o++) visit(b, o, indices[starts.offset + o]!, indices[starts.offset + o + 1]!);
  }
}
