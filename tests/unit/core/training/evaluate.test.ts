import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { createLoss } from '../../../../src-core/losses/createLoss.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { outputUpdateOf } from '../../../../src-core/network/outputUpdate.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { createEvaluator } from '../../../../src-core/training/evaluate.ts';
import { createSampleTable } from '../../../../src-core/training/sampleTable.ts';
import { numbers } from '../kernels/kernelFixtures.ts';
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

/** 75 rows of three classes, and networks that take them by rows, in the lanes, and not by programs at all. */
const manyRows = 75;
const programmed = [
  { title: 'small layers', inputs: 4, notation: 'full 8 tanh > full 3 softmax' },
  { title: 'a wide layer', inputs: 130, notation: 'full 120 relu > full 3 softmax' },
  { title: 'dropout, which is off', inputs: 4, notation: 'full 8 tanh > dropout 0.5 > full 3 softmax' },
  { title: 'an update that has no kernel', inputs: 4, notation: 'full 8 elu > full 3 softmax' },
];

describe('createEvaluator with programs', () => {
  it.each(programmed)('$title: measures the same as without, whatever the number of rows', ({ inputs, notation }) => {
    const kernels = createKernels('float32');
    const values = numbers(3, manyRows * inputs);
    const prepared = classificationData(
      Array.from({ length: manyRows }, (_, row) => values.slice(row * inputs, (row + 1) * inputs)),
      Array.from({ length: manyRows }, (_, row) => row % 3),
    );
    const given = { ...prepared, inputs: Float32Array.from(prepared.inputs), targets: Float32Array.from(prepared.targets!) };
    const shape = parseNotation(notation);
    const network = compileNetwork(shape, [inputs], { kernels, batch: manyRows, random: createRandom(2) });
    const crossEntropy = createLoss({ type: 'crossEntropy' }, { normalised: false, outputUpdate: outputUpdateOf(shape) });
    const table = createSampleTable(kernels, given, null, { batchRows: manyRows, mostRows: manyRows });
    const fast = createEvaluator(network, crossEntropy, given, table);
    const plain = createEvaluator(network, crossEntropy, given);
    for (const rows of [Uint32Array.of(7), Uint32Array.of(3, 1, 4, 70, 5), Uint32Array.from({ length: manyRows }, (_, row) => row)]) {
      const expected = plain.evaluate(rows);
      const measured = fast.evaluate(rows);
      expect(measured).toMatchObject({ accuracy: expected.accuracy, counts: expected.counts });
      expect(Math.abs(measured.loss! / expected.loss! - 1)).toBeLessThan(1e-5);
    }
  });
});

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
