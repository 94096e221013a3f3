import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import type { KernelSet } from '../../../../src-core/kernels/kernelSet.ts';
import { createLoss } from '../../../../src-core/losses/createLoss.ts';
import { penaltiesSchema } from '../../../../src-core/losses/penalties.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { outputUpdateOf } from '../../../../src-core/network/outputUpdate.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { createBatchObjective } from '../../../../src-core/skins/batchObjective.ts';
import { createEvaluationPrograms } from '../../../../src-core/skins/evaluationPrograms.ts';
import type { TargetsBatch } from '../../../../src-core/skins/skin.ts';
import { numbers, relativeError, tensorOf } from '../kernels/kernelFixtures.ts';

const cases = [
  { title: 'a small network, its samples in the lanes', inputs: 3, design: 'full 8 tanh > full 2 softmax', sameBits: false },
  { title: 'a wide network, by rows', inputs: 130, design: 'full 120 relu > full 2 softmax', sameBits: true },
  { title: 'an update that has no kernel', inputs: 3, design: 'full 8 elu > full 2 softmax', sameBits: true },
];
const rows = 9;

function objectivesOf(kernels: KernelSet, { inputs, design: notation }: (typeof cases)[number]) {
  const design = parseNotation(notation);
  const network = compileNetwork(design, [inputs], { kernels, batch: rows, random: createRandom(5) });
  const loss = createLoss({ type: 'crossEntropy' }, { normalised: false, outputUpdate: outputUpdateOf(design) });
  const single = createBatchObjective(network, loss, penaltiesSchema.parse({ l2: 0.01, l1: 0.002 }));
  kernels.arena.view(network.inputs).set(numbers(1, rows * inputs));
  const targets = tensorOf(
    kernels,
    [rows, 2],
    Array.from({ length: rows * 2 }, (_, index) => Number(index % 4 === 0 || index % 4 === 3)),
  );
  const weights = tensorOf(
    kernels,
    [rows, 1],
    numbers(2, rows).map((value) => 1 + value / 2),
  );
  const batchOf = (count: number): TargetsBatch => ({ reads: 'targets', rows: count, whole: true, targets, weights });
  return { network, single, programmed: createEvaluationPrograms(network, single), batchOf };
}

describe('an objective evaluated by programs', () => {
  it.each(cases)('$title: is the same, with and without its gradient, wherever the parameters are', (each) => {
    const kernels = createKernels('float32');
    const { network, single, programmed, batchOf } = objectivesOf(kernels, each);
    const close = (actual: readonly number[], expected: readonly number[]) =>
      each.sameBits ? expect(actual).toEqual(expected) : expect(relativeError(actual, expected)).toBeLessThan(2e-6);
    for (const [seed, count] of [
      [3, rows],
      [4, rows],
      [5, rows - 2],
    ] as const) {
      network.importParameters(numbers(seed, network.parameterCount));
      const value = single(batchOf(count), true);
      const gradient = Array.from(kernels.arena.view(network.gradients));
      kernels.fill(network.gradients, NaN);
      close([programmed(batchOf(count), true)], [value]);
      close(Array.from(kernels.arena.view(network.gradients)), gradient);

      kernels.fill(network.gradients, 7);
      close([programmed(batchOf(count), false)], [value]);
      expect(kernels.maxAbsolute(network.gradients)).toBe(7);
    }
  });

  it.each(cases.slice(0, 2))('$title: is one call into the kernels', (each) => {
    const kernels = createKernels('float32');
    const { network, single, batchOf } = objectivesOf(kernels, each);
    let asked = 0;
    const programmed = createEvaluationPrograms(network, (batch, gradient) => {
      asked++;
      return single(batch, gradient);
    });
    for (let evaluation = 0; evaluation < 4; evaluation++) programmed(batchOf(rows), true);
    expect(asked).toBe(1);
  });

  it('is the objective itself where kernels know no programs', () => {
    const { single, programmed } = objectivesOf(createKernels('float64'), cases[0]!);
    expect(programmed).toBe(single);
  });

  it('is not finite where the parameters are not', () => {
    const { network, programmed, batchOf } = objectivesOf(createKernels('float32'), cases[0]!);
    network.importParameters(new Float32Array(network.parameterCount).fill(NaN));
    expect(programmed(batchOf(rows), true)).toBeNaN();
  });
});
