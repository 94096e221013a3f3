import type { Arena, FloatArray, Precision } from './arena.ts';
import { maximumArenaBytes, outOfMemory, type LinearMemory } from './memory.ts';
import { shapeSize } from '../shape.ts';

/** Every run begins on a cache line. */
const alignment = 64;
/** The first bytes hold the constants of the WebAssembly kernels; and no run begins at 0, which stands for a missing one. */
const firstFreeByte = 512;

/**
 * An arena over a memory. Runs are given out one after the other and never taken back: an arena lives as long as its network.
 * @throws kernel/out-of-memory from its `allocate…` functions, before anything is changed
 */
export function createArena(precision: Precision, memory: LinearMemory): Arena {
  const elementBytes = precision === 'float32' ? 4 : 8;
  let usedBytes = firstFreeByte;
  let elements = elementsOf(precision, memory);
  let indices = new Int32Array(memory.buffer);

  function allocateBytes(byteLength: number): number {
    const start = usedBytes;
    const end = start + Math.ceil(byteLength / alignment) * alignment;
    if (!(end <= maximumArenaBytes)) throw outOfMemory(end);
    memory.reserve(end);
    usedBytes = end;
    if (elements.buffer !== memory.buffer) {
      elements = elementsOf(precision, memory);
      indices = new Int32Array(memory.buffer);
    }
    return start;
  }

  return {
    precision,
    get elements() {
      return elements;
    },
    get indices() {
      return indices;
    },
    allocate(shape) {
      const length = shapeSize(shape);
      return { offset: allocateBytes(length * elementBytes) / elementBytes, length, shape };
    },
    allocateIndices(length) {
      return { offset: allocateBytes(length * 4) / 4, length };
    },
    view: ({ offset, length }) => elements.subarray(offset, offset + length),
    viewIndices: ({ offset, length }) => indices.subarray(offset, offset + length),
  };
}

function elementsOf(precision: Precision, memory: LinearMemory): FloatArray {
  return precision === 'float32' ? new Float32Array(memory.buffer) : new Float64Array(memory.buffer);
}
