import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatNumber, formatQuantity, formatRate } from '../../../../src-renderer/format/formatNumber.ts';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [150, '150'],
    [-3, '−3'],
    [1_234_567, '1,234,567'],
    [5.843333, '5.843'],
    [1234.5678, '1235'],
    [0.012345, '0.01235'],
    [1.2e-7, '1.2e−7'],
    [-0.5, '−0.5'],
    [3.2e12, '3.2e12'],
    [Number.NaN, '–'],
    [Infinity, '∞'],
    [null, '–'],
  ])('%s → %s', (value, text) => expect(formatNumber(value)).toBe(text));
});

describe('other numbers', () => {
  it('have groups, units and the right plural', () => {
    expect(formatCount(10_000)).toBe('10,000');
    expect([formatQuantity(1, 'row'), formatQuantity(2, 'class', 'classes')]).toEqual(['1 row', '2 classes']);
    expect([formatRate(940.4), formatRate(12_400), formatRate(3.14e6)]).toEqual(['940', '12.4k', '3.1M']);
    expect([formatBytes(812), formatBytes(4520), formatBytes(1.4e6)]).toEqual(['812 B', '4.52 kB', '1.40 MB']);
  });
});
