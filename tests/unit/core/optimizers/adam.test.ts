import { describe, expect, it } from 'vitest';
import type { Precision } from '../../../../src-core/kernels/arena.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { optimizers } from '../../../../src-core/optimizers/registry.ts';

/** Takes one step for each gradient, from 1, at the scale given. */
function walk(gradients: readonly number[], scale: number, precision: Precision): number[] {
  const { type, ...parameters } = optimizers.parse({ type: 'adam', learningRate: 0.1 });
  const optimizer = optimizers.get(type).create(parameters);
  if (optimizer.kind !== 'elementwise') throw new Error('Adam is element-wise');
  const kernels = createKernels(precision);
  const [x, dx, ...slots] = [1, 1, ...optimizer.slots].map(() => kernels.arena.allocate([1]));
  kernels.fill(x!, 1);
  return gradients.map((gradient, index) => {
    kernels.fill(dx!, gradient);
    const { kernel, apply } = optimizer;
    kernels.optimizerPass({
      kernel,
      apply,
      coefficients: optimizer.coefficients(index + 1, () => gradient),
      parameters: x!,
      gradients: dx!,
      slots,
      scale,
    });
    return kernels.arena.view(x!)[0]!;
  });
}

describe('adam', () => {
  // Worked by hand with α = 0.1, β₁ = 0.9, β₂ = 0.999, ε = 1e-8 from x = 1, with gradients 1 and 2:
  //   n = 1: g = 0.1, v = 0.001; ĝ = 0.1/0.1 = 1, v̂ = 0.001/0.001 = 1; x = 1 − 0.1·1/(1 + 1e-8) = 0.900000001
  //   n = 2: g = 0.9·0.1 + 0.1·2 = 0.29, v = 0.999·0.001 + 0.001·4 = 0.004999;
  //          ĝ = 0.29/(1 − 0.81) = 1.526315789…, v̂ = 0.004999/(1 − 0.998001) = 2.500750375…, √v̂ = 1.581375…
  //          x = 0.900000001 − 0.1·1.526315789/1.581375… = 0.803481…
  const first = 1 - 0.1 / (1 + 1e-8);
  const second = first - (0.1 * (0.29 / 0.19)) / (Math.sqrt(0.004999 / 0.001999) + 1e-8);

  it('takes the two steps worked by hand', () => {
    const [x1, x2] = walk([1, 2], 1, 'float64');
    expect(x1).toBeCloseTo(first, 14);
    expect(x2).toBeCloseTo(second, 13);
    expect(x2).toBeCloseTo(0.80348, 5);
  });

  it('takes the same steps in float32', () => {
    const [x1, x2] = walk([1, 2], 1, 'float32');
    expect(x1).toBeCloseTo(first, 6);
    expect(x2).toBeCloseTo(second, 6);
  });

  it('multiplies the step by the scale of the layer', () => {
    const [x1, x2] = walk([1, 2], 10, 'float64');
    expect(x1! - 1).toBeCloseTo(10 * (first - 1), 13);
    expect(x2! - 1).toBeCloseTo(10 * (second - 1), 12);
  });

  it('corrects the bias without losing digits at first or overflowing late', () => {
    const create = (parameters: Record<string, unknown>) => {
      const { type, ...rest } = optimizers.parse({ type: 'adam', ...parameters });
      const optimizer = optimizers.get(type).create(rest);
      return (step: number) => (optimizer.kind === 'elementwise' ? optimizer.coefficients(step, () => 1) : []);
    };
    // 1 − (1 − 2⁻⁴⁰) is 2⁻⁴⁰ exactly.
    expect(create({ beta2: 1 - 2 ** -40 })(1)[5]).toBeCloseTo(2 ** 40, -1);
    expect(create({})(1e9).slice(4)).toEqual([1, 1]);
    expect(create({ beta1: 0 })(1)[4]).toBe(1);
    expect(create({})(Number.MAX_SAFE_INTEGER).every(Number.isFinite)).toBe(true);
  });
});
