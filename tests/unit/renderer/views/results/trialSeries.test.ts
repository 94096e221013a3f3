import { describe, expect, it } from 'vitest';
import type { TimedMetrics } from '../../../../../src-main/contract/snapshots.ts';
import { seedBand } from '../../../../../src-renderer/views/results/seedBands.ts';
import { createCurveCache } from '../../../../../src-renderer/views/results/trialCurves.ts';
import { bandSeries, groupBySeeds, trialSeries, type SeriesRequest } from '../../../../../src-renderer/views/results/trialSeries.ts';
import { metricsOf, trialOf } from '../../../../support/trialSummaries.ts';

describe('createCurveCache', () => {
  it('adds only what is new to a curve, in place', () => {
    const cache = createCurveCache();
    const records = [metricsOf({ epoch: 0, testLoss: 2 })];
    const before = cache.points(0, records, 'epoch', 'testLoss');
    records.push(metricsOf({ epoch: 1, testLoss: 1 }));
    expect(cache.points(0, records, 'epoch', 'testLoss')).toBe(before);
    expect(before).toEqual([
      { x: 0, y: 2 },
      { x: 1, y: 1 },
    ]);
  });

  it('begins anew where a resumed trial replaced records', () => {
    const cache = createCurveCache();
    const records = [0, 1, 2].map((epoch) => metricsOf({ epoch, testLoss: epoch }));
    cache.points(0, records, 'epoch', 'testLoss');
    records.splice(1, 2, metricsOf({ epoch: 1, testLoss: 9 }));
    expect(cache.points(0, records, 'epoch', 'testLoss')).toEqual([
      { x: 0, y: 0 },
      { x: 1, y: 9 },
    ]);
  });

  it('has accuracies in per cent, over whichever axis, without what was not measured', () => {
    const records = [metricsOf({ seconds: 1.5, testAccuracy: null }), metricsOf({ seconds: 3, testAccuracy: 0.25 })];
    expect(createCurveCache().points(0, records, 'seconds', 'testAccuracy')).toEqual([{ x: 3, y: 25 }]);
  });
});

describe('seedBand', () => {
  it('is the mean with the 95 % interval of Student: for 1 and 3, 2 ± 12.706', () => {
    const { points, band } = seedBand([[{ x: 0, y: 1 }], [{ x: 2, y: 3 }]], Infinity);
    expect(points).toEqual([{ x: 1, y: 2 }]);
    // s = √2, n = 2: t·s/√n = t = 12.706 at one degree of freedom; below zero there is no loss.
    expect(band[0]!.high).toBeCloseTo(2 + 12.706, 3);
    expect(band[0]!.low).toBe(0);
  });

  it('ends where fewer than two curves go on, and stays within the most there can be', () => {
    const { points, band } = seedBand(
      [
        [
          { x: 0, y: 90 },
          { x: 1, y: 95 },
        ],
        [{ x: 0, y: 99 }],
      ],
      100,
    );
    expect(points).toHaveLength(1);
    expect(band[0]!.high).toBe(100);
  });

  it('is the curve itself for a single seed', () => {
    const curve = [
      { x: 0, y: 1 },
      { x: 1, y: 2 },
    ];
    expect(seedBand([curve], Infinity).points).toEqual(curve);
  });
});

describe('series of trials', () => {
  const trials = [
    trialOf({ index: 0, seed: 1, varied: { batchSize: 5 } }),
    trialOf({ index: 1, seed: 1, varied: { batchSize: 50 } }),
    trialOf({ index: 10, seed: 2, varied: { batchSize: 5 } }),
  ];
  const records = new Map<number, TimedMetrics[]>([
    [0, [metricsOf({ testLoss: 1 })]],
    [1, [metricsOf({ testLoss: 5 })]],
    [10, [metricsOf({ testLoss: 3 })]],
  ]);
  const request: SeriesRequest = {
    trials,
    recordsOf: (trial) => records.get(trial),
    settings: [],
    kind: 'loss',
    part: 'test',
    axis: 'epoch',
  };

  it('have the looks that belong to the number of the trial, dashed from the ninth on', () => {
    expect(trialSeries(request, createCurveCache()).map(({ key, style }) => [key, style])).toEqual([
      ['0', { colour: 0, dash: 0 }],
      ['1', { colour: 1, dash: 0 }],
      ['10', { colour: 2, dash: 1 }],
    ]);
  });

  it('are put together by everything but the seed', () => {
    expect([...groupBySeeds(trials).values()].map((group) => group.map(({ index }) => index))).toEqual([[0, 10], [1]]);
    const bands = bandSeries(request, createCurveCache());
    expect(bands.map(({ key, label, points, band }) => [key, label, points[0]!.y, band !== undefined])).toEqual([
      ['0', 'mean of 2 seeds', 2, true],
      ['1', '1 seed', 5, false],
    ]);
  });
});
