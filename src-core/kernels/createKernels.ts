import type { Precision } from './arena.ts';
import { createArena } from './createArena.ts';
import type { KernelSet } from './kernelSet.ts';
import { createPlainMemory } from './memory.ts';
import { createReferenceKernels } from './reference/createReferenceKernels.ts';

export interface KernelOptions {
  /** `mul-add` rounds product and sum apart, which gives the same bits on every machine; `auto` takes the faster. */
  readonly arithmetic?: 'auto' | 'mul-add';
  /** `off` runs plain code even where the engine has SIMD. */
  readonly simd?: 'auto' | 'off';
}

/** Kernels over an arena of their own. @throws kernel/out-of-memory */
export function createKernels(precision: Precision, _options: KernelOptions = {}): KernelSet {
  return createReferenceKernels(createArena(precision, createPlainMemory()));
}
