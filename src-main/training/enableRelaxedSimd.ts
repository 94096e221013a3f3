import { setFlagsFromString } from 'node:v8';

/** The first version whose engine runs relaxed SIMD by itself. */
const nodeWithRelaxedSimd = 21;

/** Lets an older Node, such as 20, run relaxed SIMD. Call it before the first kernels are made. */
export function enableRelaxedSimd(): void {
  if (Number.parseInt(process.versions.node, 10) < nodeWithRelaxedSimd) setFlagsFromString('--experimental-wasm-relaxed-simd');
}
