import type { Arena } from '../arena.ts';
import type { KernelSet } from '../kernelSet.ts';

type Vectors = Pick<KernelSet, 'fill' | 'copy' | 'scale' | 'addScaled' | 'pointOnLine' | 'dot' | 'maxAbsolute' | 'allFinite'>;

/** Vector arithmetic over an arena. `maxAbsolute` of a run with a NaN is NaN. */
export function referenceVectors(arena: Arena): Vectors {
  return {
    fill(x, value) {
      arena.elements.fill(value, x.offset, x.offset + x.length);
    },

    copy(target, source) {
      arena.elements.copyWithin(target.offset, source.offset, source.offset + source.length);
    },

    scale(x, factor) {
      const { elements } = arena;
      for (let i = x.offset; i < x.offset + x.length; i++) elements[i]! *= factor;
    },

    addScaled(y, a, x) {
      const { elements } = arena;
      for (let i = 0; i < y.length; i++) elements[y.offset + i]! += a * elements[x.offset + i]!;
    },

    pointOnLine(target, x, a, p) {
      const { elements } = arena;
      for (let i = 0; i < target.length; i++) elements[target.offset + i] = elements[x.offset + i]! + a * elements[p.offset + i]!;
    },

    dot(x, y) {
      const { elements } = arena;
      let sum = 0;
      for (let i = 0; i < x.length; i++) sum += elements[x.offset + i]! * elements[y.offset + i]!;
      return sum;
    },

    maxAbsolute(x) {
      const { elements } = arena;
      let largest = 0;
      for (let i = x.offset; i < x.offset + x.length; i++) largest = Math.max(largest, Math.abs(elements[i]!));
      return largest;
    },

    allFinite(x) {
      const { elements } = arena;
      for (let i = x.offset; i < x.offset + x.length; i++) if (!Number.isFinite(elements[i])) return false;
      return true;
    },
  };
}
