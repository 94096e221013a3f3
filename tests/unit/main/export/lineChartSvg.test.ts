import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisTicks, lineChartSvg } from '../../../../src-main/export/lineChartSvg.ts';

describe('axisTicks', () => {
  it('takes round steps that enclose the values', () => {
    expect(axisTicks([0, 3.2, 10])).toEqual({ from: 0, to: 10, ticks: [0, 2, 4, 6, 8, 10] });
    expect(axisTicks([0.93, 0.97]).ticks.map((tick) => Number(tick.toFixed(6)))).toEqual([0.93, 0.94, 0.95, 0.96, 0.97]);
  });

  it('encloses any values with a handful of evenly spaced ticks', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 20 }), (values) => {
        const { from, to, ticks } = axisTicks(values);
        const slack = 1e-6 * (to - from);
        expect(from).toBeLessThanOrEqual(Math.min(...values) + slack);
        expect(to).toBeGreaterThanOrEqual(Math.max(...values) - slack);
        expect(to).toBeGreaterThan(from);
        expect(ticks.length).toBeLessThanOrEqual(8);
      }),
      { seed: 20261 },
    );
  });
});

describe('lineChartSvg', () => {
  it('draws one path a series, from left to right, and escapes its label', () => {
    const svg = lineChartSvg('Loss', { x: 'epochs', y: 'loss' }, [
      {
        label: '<b>',
        colour: '#000',
        points: [
          { x: 0, y: 1 },
          { x: 1, y: 0 },
        ],
      },
      { label: 'other', colour: '#111', points: [{ x: 0, y: 0.5 }] },
    ]);
    expect(svg.match(/<path /g)).toHaveLength(2);
    expect(svg).toContain('M56.0 12.0L624.0 260.0');
    expect(svg).toContain('&lt;b&gt;');
  });

  it('says so where nothing was measured', () => {
    expect(lineChartSvg('Loss', { x: 'epochs', y: 'loss' }, [])).toContain('nothing was measured');
  });
});
