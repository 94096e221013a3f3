/** Made by kernels.plugin.ts from src-core/kernels/assembly; each decodes its bytes anew. */
declare module 'virtual:float32-kernels' {
  /** Multiply and add rounded apart: the same bits everywhere. */
  export const plain: () => Uint8Array;
  /** With relaxed SIMD, whose multiply-add is fused where the machine has it. */
  export const relaxed: () => Uint8Array;
  /** The same two over a memory that threads share. */
  export const plainShared: () => Uint8Array;
  export const relaxedShared: () => Uint8Array;
}
