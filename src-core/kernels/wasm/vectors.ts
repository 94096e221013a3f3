import type { KernelSet } from '../kernelSet.ts';
import { addressOf } from './addressOf.ts';
import type { Float32Exports } from './float32Exports.ts';

type Vectors = Pick<KernelSet, 'fill' | 'copy' | 'scale' | 'addScaled' | 'pointOnLine' | 'dot' | 'maxAbsolute' | 'allFinite'>;

/** Vector arithmetic by the WebAssembly kernels. */
export function wasmVectors(exports: Float32Exports): Vectors {
  return {
    fill: (x, value) => exports.fill(addressOf(x), value, x.length),
    copy: (target, source) => exports.copy(addressOf(target), addressOf(source), source.length),
    scale: (x, factor) => exports.scale(addressOf(x), factor, x.length),
    addScaled: (y, a, x) => exports.pointOnLine(addressOf(y), addressOf(y), a, addressOf(x), y.length),
    pointOnLine: (target, x, a, p) => exports.pointOnLine(addressOf(target), addressOf(x), a, addressOf(p), target.length),
    dot: (x, y) => exports.dot(addressOf(x), addressOf(y), x.length),
    maxAbsolute: (x) => exports.maxAbsolute(addressOf(x), x.length),
    allFinite: (x) => exports.allFinite(addressOf(x), x.length) === 1,
  };
}
