/** A WebAssembly memory, as far as the kernels use one. */
export interface WasmMemory {
  readonly buffer: ArrayBufferLike;
  grow(pages: number): number;
}

/**
 * The part of the WebAssembly interface the kernels use. Core is compiled with neither Node's nor the browser's types, and both
 * declare this object as their own.
 */
interface WebAssemblyInterface {
  readonly Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
  validate(bytes: Uint8Array): boolean;
}

/** WebAssembly of the engine that runs us: Node, Electron or a browser. */
export const { WebAssembly: webAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyInterface };
