import { afterEach, describe, expect, it, vi } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { webAssembly } from '../../../../src-core/kernels/webAssembly.ts';
import { kernelSets, numbers, relativeError, tensorOf, valuesOf } from './kernelFixtures.ts';
import type { KernelSet } from '../../../../src-core/kernels/kernelSet.ts';

/** A forward product large enough to show the order and the rounding of its sums. */
function product(kernels: KernelSet): number[] {
  const size = { batch: 9, inputs: 301, outputs: 13 };
  const y = kernels.arena.allocate([9, 13]);
  kernels.forwardProduct(y, tensorOf(kernels, [9, 301], numbers(1, 9 * 301)), tensorOf(kernels, [13, 301], numbers(2, 13 * 301)), size);
  return valuesOf(kernels, y);
}

describe('choice of kernels', () => {
  afterEach(() => vi.restoreAllMocks());

  it('takes plain code for float64', () => {
    expect(createKernels('float64')).toMatchObject({ name: 'float64 reference', precision: 'float64', arithmetic: 'mul-add' });
  });

  it('takes SIMD for float32 where the engine has it, and says how it rounds', () => {
    const kernels = createKernels('float32');
    expect(kernels.name).toBe('float32 WebAssembly SIMD (relaxed)');
    expect(kernels.precision).toBe('float32');
    // (1 + 2⁻¹²)² − (1 + 2⁻¹¹): 2⁻²⁴ in one rounding, 0 in two.
    const x = tensorOf(kernels, [1], [1 + 2 ** -12]);
    const y = tensorOf(kernels, [1], [-(1 + 2 ** -11)]);
    kernels.pointOnLine(y, y, 1 + 2 ** -12, x);
    expect(valuesOf(kernels, y)).toEqual([kernels.arithmetic === 'fma' ? 2 ** -24 : 0]);
  });

  it('rounds apart where that is asked for', () => {
    const kernels = createKernels('float32', { arithmetic: 'mul-add' });
    expect(kernels).toMatchObject({ name: 'float32 WebAssembly SIMD (plain)', arithmetic: 'mul-add' });
  });

  it('takes plain code where SIMD is switched off or missing', () => {
    expect(createKernels('float32', { simd: 'off' })).toMatchObject({
      name: 'float32 reference',
      precision: 'float32',
      arithmetic: 'scalar',
    });
    vi.spyOn(webAssembly, 'validate').mockReturnValue(false);
    expect(createKernels('float32').name).toBe('float32 reference');
    expect(createKernels('float32', { arithmetic: 'mul-add' }).arithmetic).toBe('scalar');
  });

  it('takes the plain build where relaxed SIMD is missing', () => {
    const { validate } = webAssembly;
    let asked = 0;
    vi.spyOn(webAssembly, 'validate').mockImplementation((bytes) => asked++ > 0 && validate(bytes));
    expect(createKernels('float32')).toMatchObject({ name: 'float32 WebAssembly SIMD (plain)', arithmetic: 'mul-add' });
  });
});

describe.each(kernelSets)('repetition, $title', ({ create, tolerance }) => {
  it('gives the same bits every time, and nearly those of the oracle', () => {
    expect(product(create())).toEqual(product(create()));
    expect(relativeError(product(create()), product(createKernels('float64')))).toBeLessThan(tolerance);
  });
});
