import { plain, plainShared, relaxed, relaxedShared } from 'virtual:float32-kernels';
import type { Arithmetic } from '../kernelSet.ts';
import { webAssembly, type WasmMemory } from '../webAssembly.ts';
import type { Float32Exports, SharedFloat32Exports } from './float32Exports.ts';

/** A build of the float32 kernels that this engine runs. */
export interface Float32Module<Exports extends Float32Exports = Float32Exports> {
  readonly build: 'relaxed' | 'plain';
  /** The compiled module. */
  readonly module: object;
  instantiate(memory: WasmMemory): Exports;
}

const binaries = { relaxed, plain, relaxedShared, plainShared };
type Binary = keyof typeof binaries;

const decoded = new Map<Binary, Uint8Array>();
const compiled = new Map<Binary, Float32Module>();

/** The relaxed build where it may be used and the engine runs it, else the plain one; null where the engine has no SIMD. */
export function chooseFloat32Module(arithmetic: 'auto' | 'mul-add'): Float32Module | null {
  if (arithmetic === 'auto' && isValid('relaxed')) return moduleOf('relaxed', 'relaxed');
  return isValid('plain') ? moduleOf('plain', 'plain') : null;
}

/** The same over a memory that threads share; null where the engine knows none, or no atomics. */
export function chooseSharedFloat32Module(arithmetic: 'auto' | 'mul-add'): Float32Module<SharedFloat32Exports> | null {
  if (!('SharedArrayBuffer' in globalThis)) return null;
  const chosen =
    arithmetic === 'auto' && isValid('relaxedShared')
      ? moduleOf('relaxedShared', 'relaxed')
      : isValid('plainShared')
        ? moduleOf('plainShared', 'plain')
        : null;
  return chosen as Float32Module<SharedFloat32Exports> | null;
}

/** How an instance adds products. Relaxed SIMD permits both ways, so the machine is asked. */
export function arithmeticOf(exports: Float32Exports): Arithmetic {
  // (1 + 2⁻¹²)² = 1 + 2⁻¹¹ + 2⁻²⁴, whose last term is lost if the square is rounded to float32.
  return exports.multiplyAddIsFused(1 + 2 ** -12, 1 + 2 ** -11) ? 'fma' : 'mul-add';
}

function isValid(binary: Binary): boolean {
  return webAssembly.validate(bytesOf(binary));
}

function bytesOf(binary: Binary): Uint8Array {
  const known = decoded.get(binary);
  if (known) return known;
  const bytes = binaries[binary]();
  decoded.set(binary, bytes);
  return bytes;
}

function moduleOf(binary: Binary, build: Float32Module['build']): Float32Module {
  const known = compiled.get(binary);
  if (known) return known;
  const module = new webAssembly.Module(bytesOf(binary));
  const made: Float32Module = {
    build,
    module,
    instantiate: (memory) => new webAssembly.Instance(module, { env: { memory } }).exports as Float32Exports,
  };
  compiled.set(binary, made);
  return made;
}
