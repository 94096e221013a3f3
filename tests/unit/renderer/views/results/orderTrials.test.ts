import { describe, expect, it } from 'vitest';
import { rankedTrials } from '../../../../../src-core/experiment/ranking.ts';
import { sweepSchema } from '../../../../../src-core/experiment/sweep.ts';
import { bestTrial } from '../../../../../src-renderer/views/results/bestTrial.ts';
import { differingColumns, orderTrials } from '../../../../../src-renderer/views/results/orderTrials.ts';
import { trialColumns } from '../../../../../src-renderer/views/results/trialColumns.ts';
import { metricsOf, trialOf } from '../../../../support/trialSummaries.ts';

const sweep = sweepSchema.parse({
  id: 's',
  name: 'S',
  datasetId: 'd',
  designIds: ['a'],
  settings: {},
  space: [
    { path: 'optimizer', kind: 'list', values: [{ type: 'adam', learningRate: 0.02 }, { type: 'steepestDescent' }] },
    { path: 'batchSize', kind: 'list', values: [5, 50] },
  ],
});
const columns = trialColumns(sweep);
const adam = { type: 'adam', learningRate: 0.02 };
const descent = { type: 'steepestDescent' };
const trials = [
  trialOf({ index: 0, varied: { optimizer: adam, batchSize: 5 }, metrics: metricsOf({ testLoss: 0.3 }) }),
  trialOf({ index: 1, varied: { optimizer: adam, batchSize: 50 }, state: 'running' }),
  trialOf({ index: 2, varied: { optimizer: descent, batchSize: 5 }, metrics: metricsOf({ testLoss: 0.1 }) }),
  trialOf({ index: 3, varied: { optimizer: descent, batchSize: 50 }, metrics: metricsOf({ testLoss: 0.3 }) }),
];
const all = { text: '', state: null };

describe('orderTrials', () => {
  it('keeps the order of trials until one is asked for', () => {
    expect(orderTrials(trials, columns, all, null)).toEqual([0, 1, 2, 3]);
  });

  it('sorts either way, equals by number, and what has no value last', () => {
    expect(orderTrials(trials, columns, all, { key: 'testLoss', descending: false })).toEqual([2, 0, 3, 1]);
    expect(orderTrials(trials, columns, all, { key: 'testLoss', descending: true })).toEqual([0, 3, 2, 1]);
  });

  it('sorts numeric settings as numbers, not as they are written', () => {
    expect(orderTrials(trials, columns, all, { key: 'batchSize', descending: true })).toEqual([1, 3, 0, 2]);
  });

  it('filters by state, and by words that must all be found', () => {
    expect(orderTrials(trials, columns, { text: '', state: 'running' }, null)).toEqual([1]);
    expect(orderTrials(trials, columns, { text: 'ADAM finished', state: null }, null)).toEqual([0]);
    expect(orderTrials(trials, columns, { text: 'batch size 50', state: null }, null)).toEqual([1, 3]);
  });

  it('finds a trial by its number as it is shown', () => {
    expect(orderTrials(trials, columns, { text: '4', state: null }, null)).toEqual([3]);
  });
});

describe('differingColumns', () => {
  it('leaves out settings that are the same and measures that no trial has', () => {
    const keys = differingColumns(trials, columns).map(({ key }) => key);
    expect(keys).toEqual([
      'index',
      'state',
      'actions',
      'reads',
      'optimizer',
      'batchSize',
      'testLoss',
      'epoch',
      'gradientEvaluations',
      'seconds',
    ]);
  });
});

describe('bestTrial', () => {
  it('is the first of the ranking that the report and the command line give', () => {
    for (const measure of ['testLoss', 'testAccuracy'] as const) {
      const first = rankedTrials(trials, measure)[0]!;
      expect(bestTrial(trials, measure)).toBe(typeof first.metrics?.[measure] === 'number' ? first.index : null);
    }
  });
});
