import { plain, relaxed } from 'virtual:float32-kernels';
import type { Arithmetic } from '../kernelSet.ts';
import { webAssembly, type WasmMemory } from '../webAssembly.ts';
import type { Float32Exports } from './float32Exports.ts';

/** A build of the float32 kernels that this engine runs. */
export interface Float32Module {
  readonly build: 'relaxed' | 'plain';
  instantiate(memory: WasmMemory): Float32Exports;
}

const binaries = { relaxed, plain };
const compiled = new Map<Float32Module['build'], Float32Module>();

/** The relaxed build where it may be used and the engine runs it, else the plain one; null where the engine has no SIMD. */
export function chooseFloat32Module(arithmetic: 'auto' | 'mul-add'): Float32Module | null {
  if (arithmetic === 'auto' && webAssembly.validate(binaries.relaxed)) return moduleOf('relaxed');
  return webAssembly.validate(binaries.plain) ? moduleOf('plain') : null;
}

/** How an instance adds products. Relaxed SIMD permits both ways, so the machine is asked. */
export function arithmeticOf(exports: Float32Exports): Arithmetic {
  // (1 + 2⁻¹²)² = 1 + 2⁻¹¹ + 2⁻²⁴, whose last term is lost if the square is rounded to float32.
  return exports.multiplyAddIsFused(1 + 2 ** -12, 1 + 2 ** -11) ? 'fma' : 'mul-add';
}

function moduleOf(build: Float32Module['build']): Float32Module {
  const known = compiled.get(build);
  if (known) return known;
  const module = new webAssembly.Module(binaries[build]);
  const made: Float32Module = {
    build,
    instantiate: (memory) => new webAssembly.Instance(module, { env: { memory } }).exports as Float32Exports,
  };
  compiled.set(build, made);
  return made;
}
