import type { ChartOptions, TooltipItem } from 'chart.js';
import { formatNumber } from '../../format/formatNumber.ts';
import type { ChartTheme } from './chartTheme.ts';
import { tickText } from './ticks.ts';

export interface LineChartAxes {
  readonly xLabel: string;
  readonly yLabel: string;
  readonly logarithmicY: boolean;
}

/** Distance in pixels within which the pointer is taken to mean a curve. */
export const reach = 30;

/** Options of a line chart: no animation, points drawn as given, drag to zoom, Shift-drag to pan, Ctrl-wheel to zoom. */
export function lineChartOptions({ xLabel, yLabel, logarithmicY }: LineChartAxes, theme: ChartTheme): ChartOptions<'line'> {
  const font = { family: theme.font, size: 11 };
  const axis = (label: string) => ({
    title: { display: true, text: label, color: theme.muted, font },
    grid: { color: theme.grid, tickColor: theme.grid },
    border: { color: theme.grid },
  });
  const ticks = {
    color: theme.muted,
    font,
    maxRotation: 0,
    autoSkipPadding: 12,
    callback: (value: string | number) => tickText(Number(value)),
  };
  return {
    animation: false,
    parsing: false,
    normalized: true,
    responsive: true,
    maintainAspectRatio: false,
    interaction: { mode: 'nearest', axis: 'xy', intersect: false },
    elements: { point: { radius: 0, hoverRadius: 4, hitRadius: reach }, line: { tension: 0, borderJoinStyle: 'round' } },
    scales: {
      x: { type: 'linear', bounds: 'data', ...axis(xLabel), ticks },
      y: { type: logarithmicY ? 'logarithmic' : 'linear', ...axis(yLabel), ticks: { ...ticks, maxTicksLimit: 8 } },
    },
    plugins: {
      legend: { display: false },
      decimation: { enabled: true, algorithm: 'min-max' },
      tooltip: {
        displayColors: true,
        backgroundColor: theme.surface,
        titleColor: theme.text,
        bodyColor: theme.text,
        borderColor: theme.grid,
        borderWidth: 1,
        titleFont: font,
        bodyFont: font,
        boxWidth: 8,
        boxHeight: 8,
        callbacks: {
          title: ([item]) => (item ? `${xLabel} ${formatNumber(item.parsed.x)}` : ''),
          label: tooltipText,
        },
      },
      zoom: {
        limits: { x: { min: 'original', max: 'original' } },
        pan: { enabled: true, mode: 'xy', modifierKey: 'shift' },
        zoom: {
          mode: 'xy',
          drag: { enabled: true, backgroundColor: `${theme.accent}22`, borderColor: theme.accent, borderWidth: 1 },
          wheel: { enabled: true, modifierKey: 'ctrl' },
          pinch: { enabled: true },
        },
      },
    },
  };
}

function tooltipText(item: TooltipItem<'line'>): string {
  return `${item.dataset.label ?? ''}: ${formatNumber(item.parsed.y)}`;
}
