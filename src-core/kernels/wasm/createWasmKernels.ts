import { createArena } from '../createArena.ts';
import type { KernelSet } from '../kernelSet.ts';
import { createWasmMemory } from '../memory.ts';
import { createReferenceKernels } from '../reference/createReferenceKernels.ts';
import { wasmElementwise } from './elementwise.ts';
import { arithmeticOf, chooseFloat32Module } from './float32Module.ts';
import { wasmOptimizerPass } from './optimizerPass.ts';
import { wasmPatches } from './patches.ts';
import { wasmProducts } from './products.ts';
import { wasmVectors } from './vectors.ts';

/** Elements of the outer product's packed panel: `panelDepth` × `panelColumns` in the assembly sources. */
const panelLength = 256 * 8;

/**
 * Float32 kernels in WebAssembly SIMD over an arena of their own; null where the engine has no SIMD. What has no kernel there is
 * done by the reference kernels on the same memory.
 * @throws kernel/out-of-memory
 */
export function createWasmKernels(arithmetic: 'auto' | 'mul-add'): KernelSet | null {
  const module = chooseFloat32Module(arithmetic);
  if (module === null) return null;
  const memory = createWasmMemory();
  const arena = createArena('float32', memory);
  const exports = module.instantiate(memory.memory);
  const panel = arena.allocate([panelLength]);
  const reference = createReferenceKernels(arena);
  return {
    ...reference,
    name: `float32 WebAssembly SIMD (${module.build})`,
    arithmetic: arithmeticOf(exports),
    ...wasmProducts(exports, panel),
    ...wasmPatches(exports, arena, panel, reference),
    ...wasmElementwise(exports, reference),
    ...wasmVectors(exports),
    optimizerPass: wasmOptimizerPass(exports, reference),
  };
}
