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
  { title: 'absolute error', design: `full ${columns} tanh`, loss: { type: 'pNorm', p: 1 }, normalised: false },
  { title: 'fifth power', design: `full ${columns} tanh`, loss: { type: 'pNorm', p: 5 }, normalised: false },
  { title: 'Huber', design: `full ${columns} tanh`, loss: { type: 'huber', delta: 0.7 }, normalised: false },
  { title: 'hinge', design: `full ${columns} tanh`, loss: { type: 'hinge', margin: 1.5 }, normalised: false },
  { title: 'binary cross-entropy', design: `full ${columns} softmax`, loss: { type: 'binaryCrossEntropy' }, normalised: false },
  {
    title: 'binary cross-entropy of a logistic',
    design: `full ${columns} logistic beta=0.5`,
    loss: { type: 'binaryCrossEntropy', smoothing: 0.05 },
    normalised: false,
  },
  { title: 'shell', design: `full ${columns} tanh`, loss: { type: 'shell', radius: 1.5, memberClass: 2 }, normalised: false },
  { title: 'shell without members', design: `full ${columns} tanh`, loss: { type: 'shell', memberClass: 9 }, normalised: false },
];

function oneHot(rows: number): number[] {
  return Array.from({ length: rows * columns }, (_, index) => ((index * 7) % 3 === index % columns ? 1 : 0)).map((value, index) =>
    index % columns === 0 ? value || 0.25 : value,
  );
}

interface Given {
  readonly rows: number;
  /** Outputs, or the sums below them, lie between this and its negative; outputs that are probabilities between 0 and 1. */
  readonly spread: number;
  readonly isWeighted?: boolean;
}

/** The loss's sum, then the gradient of its mean. */
function evaluate(kernels: KernelSet, { design, loss, normalised }: (typeof cases)[number], { rows, spread, isWeighted }: Given): number[] {
  const evaluated = createLoss(loss, { normalised, outputUpdate: outputUpdateOf(parseNotation(design)) });
  const isProbability = loss.type === 'binaryCrossEntropy' && evaluated.gradientOf === 'outputs';
  const values = tensorOf(
    kernels,
    [rows, columns],
    numbers(rows, rows * columns).map((value) => (isProbability ? Math.fround(0.5 + 0.4999 * value) : spread * value)),
  );
  const weights = isWeighted
    ? tensorOf(
        kernels,
        [rows],
        numbers(rows, rows).map((value) => 1 + value),
      )
    : null;
  const targets = tensorOf(kernels, [rows, columns], oneHot(rows));
  const gradients = kernels.arena.allocate([rows, columns]);
  const outputs = { outputs: values, preactivations: values, columns };
  const alone = evaluated.evaluate(kernels, outputs, targets, null, rows, weights);
  const sum = evaluated.evaluate(kernels, outputs, targets, gradients, rows, weights);
  expect(sum).toBe(alone);
  return [sum, ...valuesOf(kernels, gradients)];
}

describe.each(kernelSets.slice(1))('losses of batches, $title', ({ create }) => {
  describe.each(cases)('$title', (loss) => {
    it.each([1, 2, 3, 4, 5, 63, 64, 65, 130])('agrees with the reference over %i rows', (rows) => {
      for (const isWeighted of [false, true]) {
        const [sum, ...gradient] = evaluate(create(), loss, { rows, spread: 3, isWeighted });
        const [expectedSum, ...expectedGradient] = evaluate(createKernels('float64'), loss, { rows, spread: 3, isWeighted });
        expect(Math.abs(sum! - expectedSum!) / Math.abs(expectedSum!)).toBeLessThan(2e-6);
        expect(relativeError(gradient, expectedGradient)).toBeLessThan(2e-6);
      }
    });

    // The targets of the first three outputs of the sample are 1, those of the others 0.
    it.each([0, 2, 3, 4])('is not a number where output %i is none', (output) => {
      const kernels = create();
      const outputs = tensorOf(kernels, [2, columns], [0.1, 0.2, 0.1, 0.3, 0.4, 0.1, 0.2, 0.2, 0.3, 0.4].with(output, NaN));
      const targets = tensorOf(kernels, [2, columns], oneHot(2));
      const evaluated = createLoss(loss.loss, {
        normalised: loss.normalised,
        outputUpdate: outputUpdateOf(parseNotation(loss.design)),
      });
      expect(evaluated.evaluate(kernels, { outputs, preactivations: outputs, columns }, targets, null, 2)).toBeNaN();
    });

    it('stays finite where one output takes all', () => {
      expect(evaluate(create(), loss, { rows: 6, spread: 200 }).every(Number.isFinite)).toBe(true);
    });
  });
});
