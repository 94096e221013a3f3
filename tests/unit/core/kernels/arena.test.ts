import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subTensor } from '../../../../src-core/kernels/arena.ts';
import { createArena } from '../../../../src-core/kernels/createArena.ts';
import { createPlainMemory, createWasmMemory } from '../../../../src-core/kernels/memory.ts';

const arenas = [
  { title: 'float64 over plain memory', create: () => createArena('float64', createPlainMemory()) },
  { title: 'float32 over plain memory', create: () => createArena('float32', createPlainMemory()) },
  { title: 'float32 over WebAssembly memory', create: () => createArena('float32', createWasmMemory()) },
];

describe.each(arenas)('arena, $title', ({ create }) => {
  it('gives out zero-filled runs that begin on a cache line and never overlap', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 20 }), (lengths) => {
        const arena = create();
        const bytes = arena.elements.BYTES_PER_ELEMENT;
        const tensors = lengths.map((length, index) => {
          const tensor = arena.allocate([length]);
          expect(arena.view(tensor).every((element) => element === 0)).toBe(true);
          expect((tensor.offset * bytes) % 64).toBe(0);
          arena.view(tensor).fill(index + 1);
          return tensor;
        });
        for (const [index, tensor] of tensors.entries()) {
          expect(arena.view(tensor).length).toBe(lengths[index]);
          expect(arena.view(tensor).every((element) => element === index + 1)).toBe(true);
        }
      }),
      { seed: 20261, numRuns: 20 },
    );
  });

  it('keeps its content when it grows', () => {
    const arena = create();
    const first = arena.allocate([3]);
    const labels = arena.allocateIndices(3);
    arena.view(first).set([1, 2, 3]);
    arena.viewIndices(labels).set([-1, 7, 2 ** 31 - 1]);
    const before = arena.elements.length;
    const large = arena.allocate([2048, 1024]);
    expect(arena.elements.length).toBeGreaterThan(before);
    expect(Array.from(arena.view(first))).toEqual([1, 2, 3]);
    expect(Array.from(arena.viewIndices(labels))).toEqual([-1, 7, 2 ** 31 - 1]);
    expect(arena.view(large).every((element) => element === 0)).toBe(true);
  });

  it('refuses what exceeds its limit, and goes on working', () => {
    const arena = create();
    expect(() => arena.allocate([2 ** 20, 2 ** 20])).toThrowError(expect.objectContaining({ code: 'kernel/out-of-memory' }));
    expect(() => arena.allocateIndices(2 ** 40)).toThrowError(/at most 2048 MiB/);
    const tensor = arena.allocate([2]);
    arena.view(tensor).set([4, 5]);
    expect(Array.from(arena.view(tensor))).toEqual([4, 5]);
  });

  it('lets a part of a tensor alias it', () => {
    const arena = create();
    const tensor = arena.allocate([2, 3]);
    arena.view(tensor).set([1, 2, 3, 4, 5, 6]);
    const part = subTensor(tensor, 3, [3]);
    arena.view(part)[0] = 9;
    expect(part).toMatchObject({ length: 3, shape: [3] });
    expect(Array.from(arena.view(tensor))).toEqual([1, 2, 3, 9, 5, 6]);
  });
});
