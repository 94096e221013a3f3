import { describe, expect, it } from 'vitest';
import type { ChartTheme } from '../../../../../src-renderer/components/charts/chartTheme.ts';
import { bandedRange, lineDatasets } from '../../../../../src-renderer/components/charts/lineDatasets.ts';
import { seriesStyle, type LineSeries } from '../../../../../src-renderer/components/charts/lineSeries.ts';

const theme = { series: Array.from({ length: 8 }, (_, index) => `#00000${index}`) } as unknown as ChartTheme;
const line = (key: string, ...ys: number[]): LineSeries => ({
  key,
  label: key,
  style: seriesStyle(Number(key)),
  points: ys.map((y, x) => ({ x, y })),
});
const look = { theme, hidden: new Set<string>(), highlighted: null, logarithmicY: false };

describe('lineDatasets', () => {
  it('hands large arrays on as they are', () => {
    const one = line('0', 1, 2);
    expect(lineDatasets([one], look)[0]!.data).toBe(one.points);
  });

  it('leaves out hidden series, and on a logarithmic axis what is not above zero', () => {
    const shown = lineDatasets([line('0', 1), line('1', 0, 2)], { ...look, hidden: new Set(['0']), logarithmicY: true });
    expect(shown.map(({ key, data }) => [key, data])).toEqual([['1', [{ x: 1, y: 2 }]]]);
  });

  it('draws the highlighted series in front and the others faint', () => {
    const [front, back] = lineDatasets([line('0', 1), line('1', 1)], { ...look, highlighted: '1' });
    expect([front!.key, front!.borderColor, back!.borderColor]).toEqual(['1', '#000001', '#00000040']);
  });

  it('adds the two limits of a band behind, which stand for no series', () => {
    const banded = { ...line('0', 1), band: [{ low: -1, high: 3 }] };
    expect(lineDatasets([banded], look).map(({ key, data }) => [key, data[0]!.y])).toEqual([
      ['0', 1],
      [null, 3],
      [null, -1],
    ]);
  });
});

describe('bandedRange', () => {
  it('is left to the chart where there is no band', () => {
    expect(bandedRange([line('0', 1, 2)], false)).toBeNull();
  });

  it('shows at most half as much again of a band', () => {
    const band = [
      { low: -100, high: 2.2 },
      { low: 1, high: 3 },
    ];
    expect(bandedRange([{ ...line('0', 1, 3), band }], false)).toEqual({ min: 0, max: 3 });
  });

  it('does so in decades on a logarithmic axis', () => {
    const range = bandedRange(
      [
        {
          ...line('0', 1, 100),
          band: [
            { low: 0, high: 1 },
            { low: 1, high: 1e9 },
          ],
        },
      ],
      true,
    )!;
    expect(range.min).toBeCloseTo(0.1, 10);
    expect(range.max).toBeCloseTo(1000, 6);
  });
});
