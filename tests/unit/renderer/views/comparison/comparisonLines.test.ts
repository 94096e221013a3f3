import { describe, expect, it } from 'vitest';
import { generateTable } from '../../../../../src-core/data/generators/generateTable.ts';
import { accuracyText, comparisonLines, differenceText, sortLines } from '../../../../../src-renderer/views/comparison/comparisonLines.ts';
import { newComparison } from '../../../../../src-renderer/views/comparison/newComparison.ts';
import { metricsOf, trialOf } from '../../../../support/trialSummaries.ts';

const { dataset } = generateTable({ type: 'moons' }, { id: 'moons', name: 'Two moons' });
const { recipes } = newComparison(dataset, {
  name: 'C',
  skins: ['oja'],
  readouts: ['setMean'],
  epochs: null,
  neurons: 4,
  repeats: 3,
  seed: 1,
});
const trial = (index: number, designName: string, seed: number, testAccuracy: number) =>
  trialOf({ index, designName, seed, seconds: 2, metrics: metricsOf({ testAccuracy, otherAccuracies: { setMean: testAccuracy / 2 } }) });
const trials = [
  trial(0, 'Oja', 2, 0.92),
  trial(1, 'Oja', 1, 0.9),
  trial(2, 'Backpropagation', 1, 0.8),
  trial(3, 'Backpropagation', 2, 0.82),
  { ...trial(4, 'Oja', 3, 0.1), state: 'running' as const },
  undefined,
];
const lines = comparisonLines(recipes, trials, 'Backpropagation');
const lineOf = (name: string) => lines.find(({ recipe }) => recipe === name)!;

describe('comparisonLines', () => {
  it('take trials that have ended, and list all of them by seed', () => {
    expect(lineOf('Oja').estimate).toMatchObject({ count: 2 });
    expect(lineOf('Oja').estimate!.mean).toBeCloseTo(0.91);
    expect(lineOf('Oja').byReadout['setMean']!.mean).toBeCloseTo(0.455);
    expect(lineOf('Oja').trials.map(({ seed }) => seed)).toEqual([1, 2, 3]);
    expect(lineOf('Random features')).toMatchObject({ estimate: null, secondsPerTrial: null, trials: [] });
  });

  it('say what each may read, and which are baselines', () => {
    expect([lineOf('Oja'), lineOf('Backpropagation')]).toMatchObject([
      { reads: 'inputs', isBaseline: false },
      { reads: 'targets', isBaseline: true },
    ]);
  });

  it('are held against the recipe asked for', () => {
    expect(lineOf('Oja').difference!.mean).toBeCloseTo(0.1);
    expect(lineOf('Backpropagation').difference).toBeNull();
    expect(comparisonLines(recipes, trials, 'Oja').find(({ recipe }) => recipe === 'Backpropagation')!.difference!.mean).toBeCloseTo(-0.1);
    expect(comparisonLines(recipes, trials, '').every(({ difference }) => difference === null)).toBe(true);
  });

  it('are sorted, what has no value last either way', () => {
    const names = (descending: boolean) => sortLines(lines, { key: 'accuracy', descending }).map(({ recipe }) => recipe);
    expect(names(true).slice(0, 2)).toEqual(['Oja', 'Backpropagation']);
    expect(names(false).slice(0, 2)).toEqual(['Backpropagation', 'Oja']);
    expect(sortLines(lines, { key: 'name', descending: false })[0]!.recipe).toBe('Backpropagation');
    expect(sortLines(lines, { key: 'setMean', descending: true })[0]!.recipe).toBe('Oja');
  });
});

describe('in words', () => {
  it('accuracies have their interval where there is one', () => {
    expect(accuracyText({ count: 2, mean: 0.9531, halfWidth: 0.0042 })).toBe('95.3 ± 0.4 %');
    expect(accuracyText({ count: 1, mean: 0.9531, halfWidth: null })).toBe('95.3 %');
    expect(accuracyText(null)).toBe('–');
  });

  it('differences say whether they are more than chance', () => {
    const difference = { count: 5, mean: 0.012, halfWidth: 0.003, isSignificant: true };
    expect(differenceText(difference)).toEqual({ text: '+1.2 ± 0.3', verdict: 'better' });
    expect(differenceText({ ...difference, mean: -0.012 })).toEqual({ text: '−1.2 ± 0.3', verdict: 'worse' });
    expect(differenceText({ ...difference, isSignificant: false }).verdict).toBe('no clear difference');
    expect(differenceText(null)).toEqual({ text: '–', verdict: '' });
  });
});
