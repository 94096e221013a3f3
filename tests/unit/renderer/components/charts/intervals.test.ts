import { describe, expect, it } from 'vitest';
import { intervalCsv, intervalRange, intervalSvg, type Interval } from '../../../../../src-renderer/components/charts/intervals.ts';
import { scatterCsv, scatterReach, scatterSvg } from '../../../../../src-renderer/components/charts/scatter.ts';

const series = ['#000001', '#000002', '#000003', '#000004', '#000005', '#000006', '#000007', '#000008'];
const theme = { text: '#000000', muted: '#000000', grid: '#000000', surface: '#ffffff', accent: '#000000', font: 'x', series };
const intervals: readonly Interval[] = [
  { label: 'Oja & Sanger', mean: 90, halfWidth: 2, count: 3, reads: 'inputs' },
  { label: 'Backpropagation', mean: 96, halfWidth: null, count: 1, reads: 'targets' },
];

describe('intervals', () => {
  it('are all within the range', () => {
    const { from, to } = intervalRange(intervals);
    expect(from).toBeLessThan(88);
    expect(to).toBeGreaterThan(96);
    expect(intervalRange([])).toEqual({ from: 0, to: 1 });
  });

  it('are written with their ends, a single value without', () => {
    expect(intervalCsv(intervals, 'accuracy').split('\r\n').slice(0, 3)).toEqual([
      'name,may read,accuracy,low,high,seeds',
      'Oja & Sanger,inputs,90,88,92,3',
      'Backpropagation,targets,96,,,1',
    ]);
  });

  it('are drawn with a form of their own for what each may read', () => {
    const drawing = intervalSvg(intervals, 'accuracy', theme);
    expect(drawing).toContain('Oja &amp; Sanger');
    expect(drawing.match(/<circle/g)).toHaveLength(1);
    expect(drawing.match(/stroke-width="2"/g)).toHaveLength(1);
  });
});

describe('a scatter', () => {
  const scatter = {
    x: Float32Array.of(1, -2),
    y: Float32Array.of(0.5, 0),
    label: Int32Array.of(0, -1),
    setNames: ['a', 'b'],
    radius: 3,
  };

  it('leaves room for the shell and the points', () => {
    expect(scatterReach(scatter)).toBeGreaterThan(3);
    expect(scatterReach({ ...scatter, radius: null })).toBeCloseTo(2.1);
  });

  it('is written and drawn with the names of its sets', () => {
    expect(scatterCsv(scatter)).toBe('x,y,set\r\n1,0.5,a\r\n-2,0,\r\n');
    expect(scatterSvg(scatter, theme)).toContain('stroke-dasharray');
  });
});
