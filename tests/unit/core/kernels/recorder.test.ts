import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import type { StepRecipe } from '../../../../src-core/kernels/program/programs.ts';
import { indicesOf, numbers, tensorOf, valuesOf } from './kernelFixtures.ts';

const nothing: StepRecipe = { rows: 2, gatherings: [], differentiate: () => undefined, passes: [], constrain: () => undefined };

const stepNumbers = { coefficients: () => [], rateShare: () => 1 };

describe('recording', () => {
  const kernels = createKernels('float32');
  const { arena } = kernels;
  const programs = kernels.programs!;

  it('notes kernels down without running them; the program runs them', () => {
    const x = tensorOf(kernels, [8], numbers(1, 8));
    const before = valuesOf(kernels, x);
    const program = programs.compile({ ...nothing, differentiate: () => kernels.scale(x, 2) })!;
    expect(valuesOf(kernels, x)).toEqual(before);
    program.run(indicesOf(kernels, [0, 1, 0, 1]), 2, stepNumbers);
    expect(valuesOf(kernels, x)).toEqual(before.map((value) => 4 * value));
  });

  it.each([
    ['reads values', () => void arena.elements[0]],
    ['looks at a tensor', () => void arena.view(arena.allocate([4]))],
    ['asks for a sum', () => void kernels.dot(arena.allocate([4]), arena.allocate([4]))],
    [
      'has no kernel',
      () =>
        kernels.applyUpdate(
          { kind: 'row', kernel: 'none', forward: () => undefined, backward: () => undefined },
          arena.allocate([4]),
          1,
          4,
        ),
    ],
  ])('refuses a step that %s', (_, differentiate) => {
    expect(programs.compile({ ...nothing, differentiate })).toBeNull();
  });

  it('lets other errors through, and computes again afterwards', () => {
    const x = tensorOf(kernels, [4], [1, 2, 3, 4]);
    const differentiate = () => {
      throw new RangeError('elsewhere');
    };
    expect(() => programs.compile({ ...nothing, differentiate })).toThrow('elsewhere');
    kernels.scale(x, 3);
    expect(valuesOf(kernels, x)).toEqual([3, 6, 9, 12]);
  });

  it('gathers rows by their numbers', () => {
    const source = tensorOf(kernels, [3, 2], [1, 2, 3, 4, 5, 6]);
    const target = arena.allocate([2, 2]);
    const program = programs.compile({ ...nothing, gatherings: [{ target, source, columns: 2 }] })!;
    program.run(indicesOf(kernels, [2, 0]), 1, stepNumbers);
    expect(valuesOf(kernels, target)).toEqual([5, 6, 1, 2]);
  });
});
