import { describe, expect, it } from 'vitest';
import { createLoss } from '../../../../src-core/losses/createLoss.ts';
import type { KernelSet } from '../../../../src-core/kernels/kernelSet.ts';
import { outputUpdateOf } from '../../../../src-core/network/outputUpdate.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { kernelSets, numbers, relativeError, tensorOf, valuesOf } from './kernelFixtures.ts';

const columns = 5;

const cases = [
  { title: 'squared error', design: `full ${columns} tanh`, loss: { type: 'pNorm', p: 2 }, normalised: false },
  { title: 'cross-entropy of a softmax', design: `full ${columns} softmax`, loss: { type: 'crossEntropy' }, normalised: false },
  {
    title: 'smoothed cross-entropy of a normalised exp',
    design: `full ${columns} exp beta=1.5`,
    loss: { type: 'crossEntropy', smoothing: 0.1 },
    normalised: true,
  },
  { title: 'Kullback-Leibler of a softmax', design: `full ${columns} softmax`, loss: { type: 'kullbackLeibler' }, normalised: false },
];

function oneHot(rows: number): number[] {
  return Array.from({ length: rows * columns }, (_, index) => ((index * 7) % 3 === index % columns ? 1 : 0)).map((value, index) =>
    index % columns === 0 ? value || 0.25 : value,
  );
}

/** The loss's sum, then the gradient of its mean. */
function evaluate(kernels: KernelSet, { design, loss, normalised }: (typeof cases)[number], rows: number, spread: number): number[] {
  const evaluated = createLoss(loss, { normalised, outputUpdate: outputUpdateOf(parseNotation(design)) });
  const values = tensorOf(
    kernels,
    [rows, columns],
    numbers(rows, rows * columns).map((value) => spread * value),
  );
  const targets = tensorOf(kernels, [rows, columns], oneHot(rows));
  const gradients = kernels.arena.allocate([rows, columns]);
  const outputs = { outputs: values, preactivations: values, columns };
  const alone = evaluated.evaluate(kernels, outputs, targets, null, rows);
  const sum = evaluated.evaluate(kernels, outputs, targets, gradients, rows);
  expect(sum).toBe(alone);
  return [sum, ...valuesOf(kernels, gradients)];
}

describe.each(kernelSets.slice(1))('losses of batches, $title', ({ create }) => {
  describe.each(cases)('$title', (loss) => {
    it.each([1, 2, 3, 4, 5, 63, 64, 65, 130])('agrees with the reference over %i rows', (rows) => {
      const [sum, ...gradient] = evaluate(create(), loss, rows, 3);
      const [expectedSum, ...expectedGradient] = evaluate(createKernels('float64'), loss, rows, 3);
      expect(Math.abs(sum! - expectedSum!) / Math.abs(expectedSum!)).toBeLessThan(2e-6);
      expect(relativeError(gradient, expectedGradient)).toBeLessThan(2e-6);
    });

    it('stays finite where one output takes all', () => {
      expect(evaluate(create(), loss, 6, 200).every(Number.isFinite)).toBe(true);
    });
  });
});
