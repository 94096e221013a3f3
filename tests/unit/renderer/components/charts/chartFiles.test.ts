import { describe, expect, it } from 'vitest';
import type { ChartTheme } from '../../../../../src-renderer/components/charts/chartTheme.ts';
import { confusionCsv, confusionSvg } from '../../../../../src-renderer/components/charts/confusionPictures.ts';
import { confusionShares } from '../../../../../src-renderer/components/charts/confusionShares.ts';
import { lineChartSvg, type AxisRange } from '../../../../../src-renderer/components/charts/lineChartSvg.ts';
import { seriesStyle, type LineSeries } from '../../../../../src-renderer/components/charts/lineSeries.ts';
import { csvText, seriesCsv } from '../../../../../src-renderer/components/charts/seriesCsv.ts';

const theme: ChartTheme = {
  text: '#000000',
  muted: '#555555',
  grid: '#dddddd',
  surface: '#ffffff',
  accent: '#0000ff',
  font: 'sans-serif',
  series: ['#000001', '#000002', '#000003', '#000004', '#000005', '#000006', '#000007', '#000008'],
};
const x: AxisRange = { from: 0, to: 10, logarithmic: false, label: 'Epochs' };
const line: LineSeries = {
  key: '0',
  label: 'Adam <fast> & "good"',
  style: seriesStyle(0),
  points: [
    { x: 0, y: 1 },
    { x: 10, y: 3 },
  ],
};

describe('lineChartSvg', () => {
  it('puts the ends of a curve that spans both axes into the corners of the plot', () => {
    // The plot reaches from (72, 16) to (784, 402).
    expect(lineChartSvg([line], x, { from: 1, to: 3, logarithmic: false, label: 'Loss' }, theme)).toContain('d="M72 402L784 16"');
  });

  it('places 1 in the middle between 0.1 and 10 on a logarithmic axis, and leaves out what is not above zero', () => {
    const points = [
      { x: 0, y: 0.1 },
      { x: 4, y: 0 },
      { x: 5, y: 1 },
      { x: 10, y: 10 },
    ];
    expect(lineChartSvg([{ ...line, points }], x, { from: 0.1, to: 10, logarithmic: true, label: 'Loss' }, theme)).toContain(
      'd="M72 402L428 209L784 16"',
    );
  });

  it('escapes names, and draws a band there and back', () => {
    const svg = lineChartSvg(
      [
        {
          ...line,
          band: [
            { low: 1, high: 2 },
            { low: 2, high: 3 },
          ],
        },
      ],
      x,
      { from: 1, to: 3, logarithmic: false, label: 'Loss' },
      theme,
    );
    expect(svg).toContain('Adam &lt;fast&gt; &amp; &quot;good&quot;');
    expect(svg).toContain('d="M72 209L784 16L784 209L72 402Z"');
  });
});

describe('seriesCsv', () => {
  it('has a line a point, and the limits where there are bands', () => {
    expect(seriesCsv([line], 'Epochs', 'Loss')).toBe(
      'series,Epochs,Loss\r\n"Adam <fast> & ""good""",0,1\r\n"Adam <fast> & ""good""",10,3\r\n',
    );
    expect(seriesCsv([{ ...line, label: 'a', points: [{ x: 0, y: 1 }], band: [{ low: 0, high: 2 }] }], 'x', 'y')).toBe(
      'series,x,y,low,high\r\na,0,1,0,2\r\n',
    );
  });

  it('quotes commas, quotes and line ends only', () => {
    expect(csvText([['a,b', 'c"d', 'e\nf', 'plain', 1]])).toBe('"a,b","c""d","e\nf",plain,1\r\n');
  });
});

describe('confusion matrix', () => {
  const matrix = {
    classNames: ['cat', 'dog & co'],
    counts: [
      [3, 1],
      [0, 0],
    ],
  };

  it('shares a row among its own samples; a class without samples has none', () => {
    expect(confusionShares(matrix).map((row) => row.map(({ share }) => share))).toEqual([
      [0.75, 0.25],
      [0, 0],
    ]);
  });

  it('is written with its class names', () => {
    expect(confusionCsv(matrix)).toBe('actual \\ predicted,cat,dog & co\r\ncat,3,1\r\ndog & co,0,0\r\n');
    expect(confusionSvg(matrix, theme).match(/<rect [^>]*rx=/g)).toHaveLength(4);
    expect(confusionSvg(matrix, theme)).toContain('dog &amp; co');
  });
});
