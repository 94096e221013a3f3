import { WorkbenchError } from '../errors.ts';
import { webAssembly, type WasmMemory } from './webAssembly.ts';

/** The bytes under an arena. Growing may move them: read `buffer` anew afterwards. */
export interface LinearMemory {
  readonly buffer: ArrayBufferLike;
  /** Makes at least `byteLength` bytes available, keeping the content; new bytes are zero. @throws kernel/out-of-memory */
  reserve(byteLength: number): void;
}

/** Most bytes an arena may hold, 2 GiB: every pointer stays a positive 32-bit integer. */
export const maximumArenaBytes = 2 ** 31;

const wasmPageBytes = 65536;
const plainStepBytes = 2 ** 20;

/** A memory of plain JavaScript: it at least doubles when it grows, so that the copies stay cheap. */
export function createPlainMemory(): LinearMemory {
  let buffer = new ArrayBuffer(plainStepBytes);
  return {
    get buffer() {
      return buffer;
    },
    reserve(byteLength) {
      if (byteLength <= buffer.byteLength) return;
      const wanted = Math.min(Math.max(byteLength, 2 * buffer.byteLength), maximumArenaBytes);
      const grown = attemptGrowth(byteLength, () => new ArrayBuffer(wanted));
      new Uint8Array(grown).set(new Uint8Array(buffer));
      buffer = grown;
    },
  };
}

/** A WebAssembly memory; it grows in place. Each growth detaches the former buffer, unless threads share it. */
export function createWasmMemory(shared = false): LinearMemory & { readonly memory: WasmMemory } {
  const maximum = maximumArenaBytes / wasmPageBytes;
  const memory = attemptGrowth(wasmPageBytes, () => new webAssembly.Memory({ initial: 16, maximum, shared }));
  return {
    memory,
    get buffer() {
      return memory.buffer;
    },
    reserve(byteLength) {
      const missing = byteLength - memory.buffer.byteLength;
      if (missing > 0) attemptGrowth(byteLength, () => memory.grow(Math.ceil(missing / wasmPageBytes)));
    },
  };
}

/** The error of a run that does not fit. */
export function outOfMemory(byteLength: number, cause?: unknown): WorkbenchError {
  const mebibytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MiB`;
  return new WorkbenchError(
    'kernel/out-of-memory',
    `The network and its data need ${mebibytes(byteLength)} of working memory; at most ${mebibytes(maximumArenaBytes)} can be had, or as much as ` +
      'the machine has free. Use a smaller network, a smaller batch or less data.',
    { byteLength, maximum: maximumArenaBytes },
    { cause },
  );
}

function attemptGrowth<Result>(byteLength: number, grow: () => Result): Result {
  try {
    return grow();
  } catch (error) {
    throw outOfMemory(byteLength, error);
  }
}
