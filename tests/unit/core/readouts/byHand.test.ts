import { describe, expect, it } from 'vitest';
import { neighbours } from '../../../../src-core/readouts/neighbours.ts';
import { setMean } from '../../../../src-core/readouts/setMean.ts';
import { tableOf, taskOf } from './tables.ts';

describe('the nearest set mean', () => {
  it('is that of least |x − m|², equals to the first set', () => {
    // Means (1, 0) and (5, 0).
    const task = taskOf(
      [
        [0, 0],
        [2, 0],
        [5, 3],
        [5, -3],
      ],
      [0, 0, 1, 1],
    );
    const readout = setMean.fit!(task, setMean.parameters.parse({}));
    expect([
      ...readout.classify(
        tableOf([
          [2.9, 9],
          [3.1, -9],
          [3, 0],
          [5, 3],
        ]),
      ),
    ]).toEqual([0, 1, 0, 1]);
  });
});

describe('the nearest neighbours', () => {
  const fit = (rows: readonly (readonly number[])[], labels: readonly number[], count: number) =>
    neighbours.fit!(taskOf(rows, labels), neighbours.parameters.parse({ neighbours: count }));

  it('vote, each with one voice', () => {
    const readout = fit([[0], [1], [2], [10]], [0, 1, 1, 0], 3);
    // Of 0 the nearest are 0, 1 and 2: one voice against two, although the nearest of all is of set 0.
    expect([...readout.classify(tableOf([[0], [9]]))]).toEqual([1, 1]);
    expect([...fit([[0], [1], [2], [10]], [0, 1, 1, 0], 1).classify(tableOf([[0], [9]]))]).toEqual([0, 0]);
  });

  it('with equal votes follow the nearest', () => {
    // Nearest to farthest of 0: sets 1, 0, 0, 1; then 0, 1, 1, 0.
    expect(fit([[1], [2], [3], [4]], [1, 0, 0, 1], 4).classify(tableOf([[0]]))[0]).toBe(1);
    expect(fit([[1], [2], [3], [4]], [0, 1, 1, 0], 4).classify(tableOf([[0]]))[0]).toBe(0);
  });

  it('are all samples where fewer were taught than are asked', () => {
    expect(fit([[1], [2], [3]], [0, 1, 1], 7).classify(tableOf([[0]]))[0]).toBe(1);
  });

  it('are found by |x − y|² and not by x·y', () => {
    expect(
      fit(
        [
          [1, 0],
          [100, 0],
        ],
        [0, 1],
        1,
      ).classify(tableOf([[2, 0]]))[0],
    ).toBe(0);
  });
});
