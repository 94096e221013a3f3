import type { Precision } from './arena.ts';
import { createArena } from './createArena.ts';
import type { KernelSet } from './kernelSet.ts';
import { createPlainMemory } from './memory.ts';
import { createReferenceKernels } from './reference/createReferenceKernels.ts';
import type { ThreadOptions } from './threads.ts';
import { createWasmKernels } from './wasm/createWasmKernels.ts';

interface KernelOptions {
  /** `mul-add` rounds product and sum apart, which gives the same bits on every machine with SIMD; `auto` takes the faster. */
  readonly arithmetic?: 'auto' | 'mul-add';
  /** `off` runs plain code even where the engine has SIMD. */
  readonly simd?: 'auto' | 'off';
  /** Threads for the whole steps of large networks in float32; their number changes no bit. Null for none. */
  readonly threads?: ThreadOptions | null;
  /** Put around every call into WebAssembly, for a benchmark to time them. */
  readonly around?: (call: () => number) => number;
}

/**
 * Kernels over an arena of their own: plain code in float64; in float32 WebAssembly SIMD, or plain code where the engine has none.
 * Where threads are asked for and cannot be had, everything goes on in one; the set's `threads` tells.
 * @throws kernel/out-of-memory
 */
export function createKernels(precision: Precision, options: KernelOptions = {}): KernelSet {
  const { arithmetic = 'auto', simd = 'auto', threads = null, around } = options;
  const fast = precision === 'float32' && simd === 'auto' ? createWasmKernels(arithmetic, { threads, around }) : null;
  return fast ?? createReferenceKernels(createArena(precision, createPlainMemory()));
}
