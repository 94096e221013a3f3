import { interpolateViridis } from 'd3-scale-chromatic';
import type { DecisionBoundary } from '../../../src-main/contract/snapshots.ts';
import type { ChartTheme } from './chartTheme.ts';
import { fieldPixels, valueRange } from './fieldColours.ts';
import { linearTicks, tickText } from './ticks.ts';

/** Where in a canvas of this size the field lies, in CSS pixels. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Widest shape of a field: drawn wider, distances across and up could no longer be compared. */
const widestAspect = 4 / 3;

export function plotArea(width: number, height: number): PlotArea {
  const plotHeight = Math.max(1, height - 48);
  return { left: 48, top: 8, width: Math.max(1, Math.min(width - 60, plotHeight * widestAspect)), height: plotHeight };
}

/** Field, data points and axes. Points of the test part are squares with a dark rim, the others round. */
export function drawBoundary(context: CanvasRenderingContext2D, field: DecisionBoundary, area: PlotArea, theme: ChartTheme): void {
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(fieldImage(field, theme), area.left, area.top, area.width, area.height);
  drawAxes(context, field, area, theme);
  context.save();
  context.beginPath();
  context.rect(area.left, area.top, area.width, area.height);
  context.clip();
  drawPoints(context, field, area, theme);
  context.restore();
}

/** The field, one pixel a place of its grid. */
export function fieldImage(field: DecisionBoundary, theme: ChartTheme): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = field.columns;
  canvas.height = field.rows;
  canvas.getContext('2d')!.putImageData(new ImageData(fieldPixels(field, theme.series, theme.surface), field.columns, field.rows), 0, 0);
  return canvas;
}

export function placeX({ x }: DecisionBoundary, area: PlotArea, value: number): number {
  return area.left + ((value - x.from) / (x.to - x.from)) * area.width;
}

export function placeY({ y }: DecisionBoundary, area: PlotArea, value: number): number {
  return area.top + area.height - ((value - y.from) / (y.to - y.from)) * area.height;
}

/** The colour of each data point: of its class, or of its number on the field's own scale. */
export function pointColours({ points, classNames, values }: DecisionBoundary, theme: ChartTheme): (index: number) => string {
  if (classNames.length > 0) return (index) => theme.series[points.label[index]! % theme.series.length] ?? theme.muted;
  const { low, span } = valueRange(values);
  return (index) => interpolateViridis(Math.min(1, Math.max(0, (points.label[index]! - low) / span)));
}

function drawPoints(context: CanvasRenderingContext2D, field: DecisionBoundary, area: PlotArea, theme: ChartTheme): void {
  const { points } = field;
  const colourOf = pointColours(field, theme);
  const radius = points.x.length > 2000 ? 2 : 3.5;
  for (let index = 0; index < points.x.length; index++) {
    const x = placeX(field, area, points.x[index]!);
    const y = placeY(field, area, points.y[index]!);
    const isTest = points.test[index] === 1;
    context.beginPath();
    if (isTest) context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
    else context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = colourOf(index);
    context.fill();
    context.lineWidth = isTest ? 1.5 : 1;
    context.strokeStyle = isTest ? theme.text : theme.surface;
    context.stroke();
  }
}

function drawAxes(context: CanvasRenderingContext2D, field: DecisionBoundary, area: PlotArea, theme: ChartTheme): void {
  context.strokeStyle = theme.grid;
  context.lineWidth = 1;
  context.strokeRect(area.left, area.top, area.width, area.height);
  context.fillStyle = theme.muted;
  context.font = `11px ${theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const tick of linearTicks(field.x.from, field.x.to, area.width / 70))
    context.fillText(tickText(tick), placeX(field, area, tick), area.top + area.height + 5);
  context.fillText(field.x.name, area.left + area.width / 2, area.top + area.height + 22);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const tick of linearTicks(field.y.from, field.y.to, area.height / 50))
    context.fillText(tickText(tick), area.left - 6, placeY(field, area, tick));
  context.save();
  context.translate(8, area.top + area.height / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = 'center';
  context.fillText(field.y.name, 0, 0);
  context.restore();
}
