import { describe, expect, it } from 'vitest';
import { sampleWeights } from '../../../../src-core/training/sampleWeights.ts';
import { classificationData, regressionData } from '../../../support/preparedData.ts';
import { finish, trainerOf } from '../../../support/trainers.ts';

// Six rows to train on: one of class 0, two of class 1, three of class 2. Class 3 is in the test part only.
const data = classificationData(
  Array.from({ length: 8 }, (_, row) => [row]),
  [0, 1, 1, 2, 2, 2, 3, 0],
  { train: [0, 1, 2, 3, 4, 5], test: [6, 7] },
);

describe('sampleWeights', () => {
  it('balanced, is N/(K Nₖ): 6/(3·1), 6/(3·2), 6/(3·3), and 0 for a class that is not taught', () => {
    const weights = [...sampleWeights(data, 'balanced')!];
    [2, 1, 1, 2 / 3, 2 / 3, 2 / 3, 0, 2].forEach((weight, row) => expect(weights[row]).toBeCloseTo(weight, 14));
    const sum = data.parts.train.reduce((total, row) => total + weights[row]!, 0);
    expect(sum).toBeCloseTo(6, 13);
  });

  it('is null where none are asked for, and refuses a target without classes', () => {
    expect(sampleWeights(data, 'none')).toBeNull();
    expect(() => sampleWeights(regressionData([[1], [2]], [[1], [2]]), 'balanced')).toThrow(
      expect.objectContaining({ code: 'training/no-classes' }),
    );
  });

  it('lets a rare class be heard: the bias of a softmax without inputs learns equal shares', () => {
    // All inputs are 0, so that only biases can be learned; 9 of 10 rows are of class 0.
    const rows = Array.from({ length: 20 }, () => [0]);
    const skewed = classificationData(
      rows,
      rows.map((_, row) => (row % 10 === 0 ? 1 : 0)),
    );
    const share = (classWeights: 'none' | 'balanced') => {
      const settings = { classWeights, batchSize: 0, epochs: 200, optimizer: { type: 'steepestDescent', learningRate: 1 } };
      const trainer = trainerOf({ data: skewed, design: 'full 2 softmax', settings });
      finish(trainer);
      const { network } = trainer;
      network.forward(1);
      return network.kernels.arena.view(network.outputs)[1]!;
    };
    expect(share('none')).toBeCloseTo(0.1, 4);
    expect(share('balanced')).toBeCloseTo(0.5, 4);
  });
});
