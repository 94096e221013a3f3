/** Made by kernels.plugin.ts from src-core/kernels/assembly. */
declare module 'virtual:float32-kernels' {
  /** Multiply and add rounded apart: the same bits everywhere. */
  export const plain: Uint8Array;
  /** With relaxed SIMD, whose multiply-add is fused where the machine has it. */
  export const relaxed: Uint8Array;
}
