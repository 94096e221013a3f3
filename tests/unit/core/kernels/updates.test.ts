import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ElementwiseUpdate, KernelSet, UpdateFunction } from '../../../../src-core/kernels/kernelSet.ts';
import { updates } from '../../../../src-core/network/updates/registry.ts';
import { edgeSizes, kernelSets, numbers, relativeError, tensorOf, valuesOf } from './kernelFixtures.ts';

/** A registered update, with its coefficients off their defaults where it has any that may be. */
function updateNamed(name: string): UpdateFunction {
  const member = updates.get(name);
  const given = Object.fromEntries(Object.keys(member.parameters.shape).map((parameter, index) => [parameter, index === 0 ? 0.75 : 1.5]));
  return member.create(member.parameters.parse(given));
}

const plainExp: ElementwiseUpdate = elementwise('exp', (z) => Math.exp(z));
const plainTanh: ElementwiseUpdate = elementwise('tanh', (z) => Math.tanh(z));
const plainLogistic: ElementwiseUpdate = elementwise('logistic', (z) => 1 / (1 + Math.exp(-z)));

function elementwise(kernel: string, value: (z: number) => number): ElementwiseUpdate {
  return { kind: 'elementwise', kernel, alpha: 1, beta: 1, value, derivativeFromValue: () => 1 };
}

/** f applied by the kernels to numbers float32 holds. */
function applied(kernels: KernelSet, update: UpdateFunction, z: readonly number[]): number[] {
  const x = tensorOf(kernels, [z.length], z);
  kernels.applyUpdate(update, x, 1, z.length);
  return valuesOf(kernels, x);
}

describe.each(kernelSets)('updates, $title', ({ create, tolerance }) => {
  const kernels = create();
  const sizes = fc.tuple(fc.constantFrom(...edgeSizes), fc.constantFrom(...edgeSizes), fc.integer({ min: 0, max: 1e6 }));

  it.each(updates.members.map(({ name }) => name))('%s and its derivative follow their definition', (name) => {
    const update = updateNamed(name);
    fc.assert(
      fc.property(sizes, ([rows, columns, seed]) => {
        const z = numbers(seed, rows * columns).map((value) => 4 * value);
        const gradient = numbers(seed + 1, rows * columns);
        const values = Float64Array.from(z);
        const derivatives = Float64Array.from([...gradient, ...z]);
        if (update.kind === 'row') {
          for (let row = 0; row < rows; row++) update.forward(values, row * columns, columns);
          derivatives.set(values, rows * columns);
          for (let row = 0; row < rows; row++) update.backward(derivatives, row * columns, (rows + row) * columns, columns);
        } else {
          values.forEach((value, index) => (values[index] = update.value(value)));
          gradient.forEach((value, index) => (derivatives[index] = value * update.derivativeFromValue(values[index]!)));
        }

        const x = tensorOf(kernels, [rows, columns], z);
        const dx = tensorOf(kernels, [rows, columns], gradient);
        kernels.applyUpdate(update, x, rows, columns);
        kernels.applyUpdateDerivative(update, dx, x, rows, columns);
        expect(relativeError(valuesOf(kernels, x), Array.from(values))).toBeLessThan(tolerance);
        // A softmax of one has a derivative of 0, all of whose digits are rounding.
        const expected = Array.from(derivatives.subarray(0, rows * columns));
        expect(Math.max(...valuesOf(kernels, dx).map((value, index) => Math.abs(value - expected[index]!)))).toBeLessThan(10 * tolerance);
      }),
      { seed: 20266, numRuns: 30 },
    );
  });

  it('calls the definition of an update it has no kernel for', () => {
    const cube: ElementwiseUpdate = {
      kind: 'elementwise',
      kernel: 'cube',
      alpha: 1,
      beta: 1,
      value: (z) => z ** 3,
      derivativeFromValue: (x) => 3 * x,
    };
    const x = tensorOf(kernels, [3], [1, -2, 3]);
    const dx = tensorOf(kernels, [3], [1, 1, 2]);
    kernels.applyUpdate(cube, x, 1, 3);
    kernels.applyUpdateDerivative(cube, dx, x, 1, 3);
    expect(valuesOf(kernels, x)).toEqual([1, -8, 27]);
    expect(valuesOf(kernels, dx)).toEqual([3, -24, 162]);
  });

  it('keeps softmax finite where exp would overflow', () => {
    const x = tensorOf(kernels, [2, 3], [1000, 0, -1000, -1000, -1000, -1000]);
    kernels.applyUpdate(updateNamed('softmax'), x, 2, 3);
    expect(relativeError(valuesOf(kernels, x), [1, 0, 0, 1 / 3, 1 / 3, 1 / 3])).toBeLessThan(tolerance);
  });

  it('keeps a NaN visible', () => {
    for (const name of ['tanh', 'exp', 'logistic']) expect(applied(kernels, updateNamed(name), [1, NaN, 2])[1]).toBeNaN();
    expect(applied(kernels, updateNamed('softmax'), [1, NaN, 2])[1]).toBeNaN();
  });

  it.runIf(kernels.precision === 'float32')('saturates at the ends of float32', () => {
    const ends = [-Infinity, -1e30, -110, 110, 1e30, Infinity];
    expect(applied(kernels, plainExp, ends)).toEqual([0, 0, 0, Infinity, Infinity, Infinity]);
    expect(applied(kernels, plainTanh, ends)).toEqual([-1, -1, -1, 1, 1, 1]);
    expect(applied(kernels, plainLogistic, ends)).toEqual([0, 0, 0, 1, 1, 1]);
    expect(applied(kernels, plainExp, [-100])[0]).toBe(Math.fround(Math.exp(-100)));
  });
});
