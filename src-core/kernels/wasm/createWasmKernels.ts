import type { Arena } from '../arena.ts';
import { createArena } from '../createArena.ts';
import type { KernelSet } from '../kernelSet.ts';
import { createWasmMemory } from '../memory.ts';
import { productScratchLength } from '../program/productScratch.ts';
import { createRecorder, type Recorder } from '../program/recorder.ts';
import { createReferenceKernels } from '../reference/createReferenceKernels.ts';
import type { ThreadOptions } from '../threads.ts';
import { addressOf } from './addressOf.ts';
import { wasmElementwise } from './elementwise.ts';
import type { Float32Exports, SharedFloat32Exports } from './float32Exports.ts';
import { arithmeticOf, chooseFloat32Module, chooseSharedFloat32Module } from './float32Module.ts';
import { wasmLossSum } from './lossSum.ts';
import { wasmOptimizerPass } from './optimizerPass.ts';
import { wasmPatches } from './patches.ts';
import { wasmProducts } from './products.ts';
import { createThreadTeam } from './threadTeam.ts';
import { wasmPrograms } from './wasmPrograms.ts';
import { wasmVectors } from './vectors.ts';

interface WasmOptions {
  readonly threads: ThreadOptions | null;
  /** Put around every call of a kernel, for a benchmark to time them. */
  readonly around: ((call: () => number) => number) | undefined;
}

/**
 * Float32 kernels in WebAssembly SIMD over an arena of their own; null where the engine has no SIMD. What has no kernel there is
 * done by the reference kernels on the same memory.
 * @throws kernel/out-of-memory
 */
export function createWasmKernels(arithmetic: 'auto' | 'mul-add', { threads, around }: WasmOptions): KernelSet | null {
  const shared = threads && threads.count > 1 ? chooseSharedFloat32Module(arithmetic) : null;
  const module = shared ?? chooseFloat32Module(arithmetic);
  if (module === null) return null;
  const memory = createWasmMemory(shared !== null);
  const arena = createArena('float32', memory);
  const instance = around ? wrapped(module.instantiate(memory.memory), around) : module.instantiate(memory.memory);
  const teamParts = shared && { exports: instance as SharedFloat32Exports, module: shared.module, memory: memory.memory, arena };
  const team = teamParts && threads ? createThreadTeam(teamParts, threads) : null;
  const recorder = createRecorder(instance);
  const { exports } = recorder;
  const panel = arena.allocate([productScratchLength]);
  const recordedArena = refuseWhileRecording(arena, recorder);
  const reference = createReferenceKernels(recordedArena);
  return {
    ...reference,
    arena: recordedArena,
    name: `float32 WebAssembly SIMD (${module.build})`,
    arithmetic: arithmeticOf(exports),
    ...wasmProducts(exports, panel),
    ...wasmPatches(recorder, arena, panel, reference),
    ...wasmElementwise(exports, reference),
    ...wasmVectors(exports),
    optimizerPass: wasmOptimizerPass(exports, reference),
    lossSum: wasmLossSum(exports, arena),
    logarithm: (x) => exports.log(addressOf(x), x.length),
    multiplyAddInRegisters: (rounds) => void instance.multiplyAddInRegisters(rounds, 0.5),
    programs: wasmPrograms(instance, arena, recorder, team),
    get threads() {
      return team?.isReady() ? team.threads : 1;
    },
    ...(team && { close: team.close }),
  };
}

function wrapped(exports: Float32Exports, around: (call: () => number) => number): Float32Exports {
  const kernels = Object.entries(exports as unknown as Readonly<Record<string, (...values: number[]) => number>>);
  const made = kernels.map(([name, kernel]) => [name, (...values: number[]) => around(() => kernel(...values))]);
  return Object.fromEntries(made) as Float32Exports;
}

/** The arena as everybody else gets it: while a step is recorded, values cannot be read or written, because none are computed. */
function refuseWhileRecording(arena: Arena, recorder: Recorder): Arena {
  return {
    ...arena,
    get elements() {
      recorder.refuse();
      return arena.elements;
    },
    get indices() {
      recorder.refuse();
      return arena.indices;
    },
    view(tensor) {
      recorder.refuse();
      return arena.view(tensor);
    },
    viewIndices(tensor) {
      recorder.refuse();
      return arena.viewIndices(tensor);
    },
  };
}
