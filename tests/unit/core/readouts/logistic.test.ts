import { describe, expect, it } from 'vitest';
import { logistic } from '../../../../src-core/readouts/logistic.ts';
import { cloudRows, tableOf, taskOf } from './tables.ts';

describe('the logistic probe', () => {
  it('puts its boundary where the classes meet, whatever the penalty', () => {
    const task = taskOf([[-1], [1]], [0, 1]);
    for (const penalty of [1e-4, 0.01, 1]) {
      const readout = logistic.fit!(task, logistic.parameters.parse({ penalty }));
      expect([...readout.classify(tableOf([[-1e-4], [1e-4]]))]).toEqual([0, 1]);
    }
  });

  it('has a bias: classes of unequal size move the boundary by what they weigh', () => {
    // All at x = 0: only the biases can tell how frequent each class is.
    const readout = logistic.fit!(taskOf([[0], [0], [0]], [1, 1, 0]), logistic.parameters.parse({}));
    expect(readout.classify(tableOf([[0]]))[0]).toBe(1);
  });

  it('with a great penalty keeps its weights near 0, so that the more frequent class is always answered', () => {
    const rows = [...Array.from({ length: 8 }, () => [-1]), [1], [1]];
    const labels = rows.map(([value]) => (value! < 0 ? 0 : 1));
    const answersBy = (penalty: number) =>
      logistic.fit!(taskOf(rows, labels), logistic.parameters.parse({ penalty })).classify(tableOf([[1]]))[0];
    expect(answersBy(1e-3)).toBe(1);
    expect(answersBy(1000)).toBe(0);
  });

  it('does better with more steps, and no more than it is given', () => {
    const { rows, labels } = cloudRows(300);
    const right = (steps: number) => {
      const task = taskOf(
        rows.map(([x, y]) => [x! + 20, y!]),
        labels,
      );
      const answers = logistic.fit!(task, logistic.parameters.parse({ steps, penalty: 0 })).classify(task.features);
      return answers.filter((answer, row) => answer === labels[row]).length;
    };
    expect(right(1)).toBeLessThan(right(200));
  });
});
