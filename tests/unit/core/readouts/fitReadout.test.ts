import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { fitReadout } from '../../../../src-core/readouts/fitReadout.ts';
import { withNonlinearity } from '../../../../src-core/readouts/nonlinearity.ts';
import { readouts } from '../../../../src-core/readouts/registry.ts';
import { fitStandardisation } from '../../../../src-core/readouts/standardise.ts';
import { tableOf, taskOf } from './tables.ts';

describe('withNonlinearity', () => {
  const table = tableOf([
    [-2, 0, 3],
    [1, 1, 1],
  ]);
  it.each([
    ['none', [-2, 0, 3, 1, 1, 1]],
    ['relu', [0, 0, 3, 1, 1, 1]],
    ['square', [0, 0, 9, 1, 1, 1]],
    ['cube', [0, 0, 27, 1, 1, 1]],
  ] as const)('%s, by hand', (name, expected) => {
    expect([...withNonlinearity(table, name).values]).toEqual(expected);
    expect([...table.values]).toEqual([-2, 0, 3, 1, 1, 1]);
  });

  it('softmax5 is softmax(5u) over each row, however large u is', () => {
    const { values } = withNonlinearity(table, 'softmax5');
    const parts = [-2, 0, 3].map((u) => Math.exp(5 * u));
    const sum = parts.reduce((one, other) => one + other);
    parts.forEach((part, column) => expect(values[column]).toBeCloseTo(part / sum, 14));
    expect([...values.slice(3)]).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect([...withNonlinearity(tableOf([[1e4, 0]]), 'softmax5').values]).toEqual([1, 0]);
  });
});

describe('fitStandardisation', () => {
  it('brings the table to mean 0 and deviation 1, others by the same numbers, and constant columns to 0', () => {
    // Mean 5, deviation 2 (the well-known example).
    const numbers = [2, 4, 4, 4, 5, 5, 7, 9];
    const standardise = fitStandardisation(tableOf(numbers.map((value) => [value, 7])));
    expect([...standardise(tableOf(numbers.map((value) => [value, 7]))).values].filter((_, index) => index % 2 === 0)).toEqual([
      -1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2,
    ]);
    expect([...standardise(tableOf([[11, 8]])).values]).toEqual([3, 0]);
  });
});

describe('fitReadout', () => {
  const setMean = readouts.get('setMean');
  const fit = (rows: readonly (readonly number[])[], labels: readonly number[], nonlinearity = 'auto') =>
    fitReadout(taskOf(rows, labels), { member: setMean, parameters: setMean.parameters.parse({ nonlinearity }), random: createRandom(1) });

  /** One class lies at both ends of a line, the other in the middle: no mean tells them apart before the positive end is bent. */
  const random = createRandom(4);
  const labels = Array.from({ length: 200 }, (_, row) => row % 2);
  const bent = labels.map((label) => [label === 0 ? -1.5 + random.uniform() : 4 * (random.uniform() < 0.5 ? 1 : -1)]);

  it('takes the nonlinearity that does best on rows kept back', () => {
    const rows = bent.map(([value]) => [value!, value! > 0 ? value! ** 2 : 0, -value!]);
    const chosen = fit(rows, labels);
    const right = (readout: ReturnType<typeof fit>) =>
      readout.classify(tableOf(rows)).filter((answer, row) => answer === labels[row]).length;
    const others = (['none', 'relu', 'softmax5', 'square', 'cube'] as const).map((name) => right(fit(rows, labels, name)));
    expect(others).toContain(right(chosen));
    expect(right(chosen)).toBeGreaterThanOrEqual(Math.max(...others) - 4);
    expect(Math.max(...others)).toBeGreaterThan(Math.min(...others));
  });

  it('of equals takes the first, which is none', () => {
    expect(fit([[-1], [1], [-1], [1], [-1], [1], [-1], [1], [-1], [1]], [0, 1, 0, 1, 0, 1, 0, 1, 0, 1]).nonlinearity).toBe('none');
  });

  it('takes the one it is told', () => {
    expect(fit(bent, labels, 'cube').nonlinearity).toBe('cube');
  });

  it('chooses the same again from the same stream', () => {
    const [one, other] = [fit(bent, labels), fit(bent, labels)];
    expect(one.nonlinearity).toBe(other.nonlinearity);
    expect([...one.classify(tableOf(bent))]).toEqual([...other.classify(tableOf(bent))]);
  });
});
