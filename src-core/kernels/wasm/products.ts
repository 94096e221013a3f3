import type { Tensor } from '../arena.ts';
import type { KernelSet } from '../kernelSet.ts';
import { addressOf } from './addressOf.ts';
import type { Float32Exports } from './float32Exports.ts';

type Products = Pick<KernelSet, 'forwardProduct' | 'inputGradientProduct' | 'weightGradientProduct'>;

/** The three products of a full connection by the WebAssembly kernels; `panel` is scratch. */
export function wasmProducts(exports: Float32Exports, panel: Tensor): Products {
  return {
    forwardProduct: (y, x, w, { batch, inputs, outputs }) =>
      exports.forwardProduct(addressOf(y), addressOf(x), addressOf(w), batch, inputs, outputs),
    inputGradientProduct: (dx, dz, w, { batch, inputs, outputs }) =>
      exports.inputGradientProduct(addressOf(dx), addressOf(dz), addressOf(w), batch, inputs, outputs, addressOf(panel)),
    weightGradientProduct: (dw, dz, x, { batch, inputs, outputs }) =>
      exports.weightGradientProduct(addressOf(dw), addressOf(dz), addressOf(x), batch, inputs, outputs, addressOf(panel)),
  };
}
