import { shapeSize } from '../shape.ts';
import type { Column, ColumnValues } from './dataset.ts';

/** value = scaled × scale + offset; `constant` columns become 0 throughout, and their scale is 1. */
export interface Scaling {
  readonly kind: 'standardise' | 'minMax' | 'none';
  readonly offset: number;
  readonly scale: number;
  readonly constant: boolean;
}

/** What is needed to know of the values of a column in some rows; missing ones are not counted. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Root of the mean squared distance from the mean (divided by n). */
  readonly deviation: number;
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * Moments of a numeric column over some rows, all values of a block together. The deviation comes from a second pass, because
 * the mean of squares less the square of the mean loses all digits where the mean is large.
 */
export function momentsOf(column: Column, values: ColumnValues, rows: Uint32Array): Moments {
  let count = 0;
  let total = 0;
  let minimum = Infinity;
  let maximum = -Infinity;
  eachValue(column, values, rows, (value) => {
    count++;
    total += value;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  });
  const mean = total / count;
  let squares = 0;
  eachValue(column, values, rows, (value) => {
    squares += (value - mean) ** 2;
  });
  return { count, mean, deviation: Math.sqrt(squares / count), minimum, maximum };
}

/** Calls back with each value that is there, in the column's own units (stored × scale). */
export function eachValue(column: Column, values: ColumnValues, rows: Uint32Array, visit: (value: number) => void): void {
  const numbers = values as Float64Array;
  const width = shapeSize(column.shape);
  for (const row of rows) {
    for (let index = row * width; index < (row + 1) * width; index++) {
      const value = numbers[index]! * column.scale;
      if (!Number.isNaN(value)) visit(value);
    }
  }
}

/** Fits a scaling to the moments of the training part: (value − mean) / deviation, (value − minimum) / (maximum − minimum), or none, which needs no moments. */
export function fitScaling(kind: Scaling['kind'], measure: () => Moments): Scaling {
  if (kind === 'none') return { kind, offset: 0, scale: 1, constant: false };
  const moments = measure();
  if (moments.count === 0) return { kind, offset: 0, scale: 1, constant: true };
  if (moments.minimum === moments.maximum) return { kind, offset: moments.minimum, scale: 1, constant: true };
  if (kind === 'minMax') return { kind, offset: moments.minimum, scale: moments.maximum - moments.minimum, constant: false };
  return { kind, offset: moments.mean, scale: moments.deviation, constant: false };
}

/** A value in the scaling's units; 0 for a constant column. */
export function applyScaling(scaling: Scaling, value: number): number {
  return scaling.constant ? 0 : (value - scaling.offset) / scaling.scale;
}

/** The scaling in words: "standardised (mean 5.84, deviation 0.83)". */
export function describeScaling(scaling: Scaling): string {
  const { kind, offset, scale } = scaling;
  if (scaling.constant) return `set to 0: it has one value only (${formatNumber(offset)})`;
  if (kind === 'standardise') return `standardised (mean ${formatNumber(offset)}, deviation ${formatNumber(scale)})`;
  if (kind === 'minMax') return `scaled to 0…1 (from ${formatNumber(offset)} to ${formatNumber(offset + scale)})`;
  return 'taken as it is';
}

/** A number for people: three significant digits, no trailing zeros. */
export function formatNumber(value: number): string {
  return String(Number(value.toPrecision(3)));
}
