import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { createLoss } from '../../../../src-core/losses/createLoss.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { outputUpdateOf } from '../../../../src-core/network/outputUpdate.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { createEvaluator } from '../../../../src-core/training/evaluate.ts';
import { classificationData } from '../../../support/preparedData.ts';

// The network hands its two inputs through, so that row r answers what it holds.
const data = classificationData(
  [
    [0.9, 0.1],
    [0.2, 0.8],
    [0.7, 0.3],
    [0.5, 0.5],
    [0.4, 0.6],
  ],
  [0, 1, 1, 0, 0],
);
const design = parseNotation('full 2 bias=off');
const loss = createLoss({ type: 'pNorm' }, { normalised: false, outputUpdate: outputUpdateOf(design) });

function evaluatorOf(batch: number, given = data) {
  const network = compileNetwork(design, [2], { kernels: createKernels('float64'), batch, random: createRandom(1) });
  network.importParameters([1, 0, 0, 1]);
  return createEvaluator(network, loss, given);
}

describe('createEvaluator', () => {
  // Half the squared errors: 0.01, 0.04, 0.49, 0.25, 0.36; right are rows 0, 1 and (the tie goes to class 0) 3.
  it.each([1, 2, 3, 5, 100])('measures the same in batches of %d', (batch) => {
    const { loss: mean, accuracy, counts } = evaluatorOf(batch).evaluate(Uint32Array.of(0, 1, 2, 3, 4));
    expect(mean).toBeCloseTo(1.15 / 5, 14);
    expect(accuracy).toBe(3 / 5);
    expect(counts).toEqual([
      [2, 1],
      [1, 1],
    ]);
  });

  it('measures just the rows it is given', () => {
    expect(evaluatorOf(2).evaluate(Uint32Array.of(2))).toMatchObject({
      accuracy: 0,
      counts: [
        [0, 0],
        [1, 0],
      ],
    });
  });

  it('leaves rows of unknown class out of the accuracy', () => {
    const given = { ...data, labels: Int32Array.of(0, -1, 1, 0, 0) };
    expect(evaluatorOf(5, given).evaluate(Uint32Array.of(0, 1, 2, 3, 4)).accuracy).toBe(2 / 4);
  });

  it('has nothing to say without rows or without targets', () => {
    const nothing = { loss: null, accuracy: null, counts: null };
    expect(evaluatorOf(5).evaluate(new Uint32Array())).toEqual(nothing);
    expect(evaluatorOf(5, { ...data, targets: null }).evaluate(Uint32Array.of(0))).toEqual(nothing);
  });
});
