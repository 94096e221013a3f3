import { setFlagsFromString } from 'node:v8';

/**
 * Lets Node 20 run relaxed SIMD, which later versions do by themselves. Call it before the first kernels are made, because an
 * engine that has compiled without the flag may refuse them.
 */
export function enableRelaxedSimd(): void {
  setFlagsFromString('--experimental-wasm-relaxed-simd');
}
