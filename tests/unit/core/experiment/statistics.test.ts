import { describe, expect, it } from 'vitest';
import { estimateMean } from '../../../../src-core/experiment/statistics.ts';

describe('estimateMean', () => {
  // Two-sided 95 % quantiles of Student's t from the usual tables, by degrees of freedom.
  it.each([
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [4, 2.776],
    [9, 2.262],
    [10, 2.228],
    [30, 2.042],
    [120, 1.98],
  ])('uses the quantile of %d degrees of freedom, %d', (degrees, quantile) => {
    const values = Array.from({ length: degrees + 1 }, (_, index) => (index % 2 === 0 ? 1 : -1));
    const { halfWidth, mean } = estimateMean(values)!;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / degrees);
    expect((halfWidth! * Math.sqrt(degrees + 1)) / deviation).toBeCloseTo(quantile, 2);
  });

  it('is worked by hand for five seeds', () => {
    // Mean 3, deviation √2.5, t = 2.776: 2.776·√(2.5/5) = 1.963
    const { count, mean, halfWidth } = estimateMean([1, 2, 3, 4, 5])!;
    expect({ count, mean }).toEqual({ count: 5, mean: 3 });
    expect(halfWidth).toBeCloseTo(1.963, 3);
  });

  it('has no interval for one value and nothing for none', () => {
    expect(estimateMean([0.5])).toEqual({ count: 1, mean: 0.5, halfWidth: null });
    expect(estimateMean([])).toBeNull();
  });
});
