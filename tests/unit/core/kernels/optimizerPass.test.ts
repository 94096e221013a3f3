import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KernelSet, OptimizerPass } from '../../../../src-core/kernels/kernelSet.ts';
import type { ElementwiseOptimizer } from '../../../../src-core/optimizers/optimizer.ts';
import { optimizers } from '../../../../src-core/optimizers/registry.ts';
import { edgeSizes, kernelSets, numbers, relativeError, tensorOf, valuesOf } from './kernelFixtures.ts';

const elementwise = optimizers.members
  .map((member) => ({ name: member.name, optimizer: member.create(member.parameters.parse({})) }))
  .filter((entry): entry is { name: string; optimizer: ElementwiseOptimizer } => entry.optimizer.kind === 'elementwise');

/** Parameters and state after some steps on made-up gradients. */
function afterSteps(kernels: KernelSet, optimizer: ElementwiseOptimizer, length: number, seed: number): number[] {
  const parameters = tensorOf(kernels, [length], numbers(seed, length));
  const gradients = kernels.arena.allocate([length]);
  const slots = optimizer.slots.map(() => kernels.arena.allocate([length]));
  for (let step = 1; step <= 3; step++) {
    kernels.arena.view(gradients).set(numbers(seed + step, length));
    const { kernel, apply } = optimizer;
    kernels.optimizerPass({ kernel, coefficients: optimizer.coefficients(step, () => 1), parameters, gradients, slots, scale: 0.5, apply });
  }
  return [parameters, ...slots].flatMap((tensor) => valuesOf(kernels, tensor));
}

describe.each(kernelSets)('optimizer passes, $title', ({ create, tolerance }) => {
  const kernels = create();
  const oracle = kernelSets[0]!.create();

  it.each(elementwise)('$name follows its definition', ({ optimizer }) => {
    fc.assert(
      fc.property(fc.constantFrom(...edgeSizes), fc.integer({ min: 0, max: 1e6 }), (length, seed) => {
        expect(relativeError(afterSteps(kernels, optimizer, length, seed), afterSteps(oracle, optimizer, length, seed))).toBeLessThan(
          tolerance,
        );
      }),
      { seed: 20267, numRuns: 30 },
    );
  });

  it.runIf(kernels.name.includes('SIMD'))('descends along the gradient by a kernel of its own', () => {
    const parameters = tensorOf(kernels, [5], [1, 2, 3, 4, 5]);
    const gradients = tensorOf(kernels, [5], [1, -1, 2, 0, 4]);
    const apply = () => expect.unreachable('the definition was called');
    kernels.optimizerPass({ kernel: 'steepestDescent', coefficients: [0.5], parameters, gradients, slots: [], scale: 0.5, apply });
    expect(valuesOf(kernels, parameters)).toEqual([0.75, 2.25, 2.5, 4, 4]);
  });

  it('calls the definition of an optimizer it has no kernel for', () => {
    const parameters = tensorOf(kernels, [2], [1, 2]);
    const gradients = tensorOf(kernels, [2], [3, -4]);
    const apply: OptimizerPass['apply'] = (pass, elements) => {
      for (let i = 0; i < pass.parameters.length; i++)
        elements[pass.parameters.offset + i]! -= Math.sign(elements[pass.gradients.offset + i]!);
    };
    kernels.optimizerPass({ kernel: 'signs', coefficients: [], parameters, gradients, slots: [], scale: 1, apply });
    expect(valuesOf(kernels, parameters)).toEqual([0, 3]);
  });
});
