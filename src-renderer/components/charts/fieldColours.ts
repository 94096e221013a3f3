import { interpolateViridis } from 'd3-scale-chromatic';
import type { DecisionBoundary } from '../../../src-main/contract/snapshots.ts';

export type Rgb = readonly [red: number, green: number, blue: number];

/** Share of the class colours in the field, so that points stand out from it. */
const fieldStrength = 0.5;

export function parseColour(colour: string): Rgb {
  const hex = /^#(..)(..)(..)$/.exec(colour);
  if (hex) return [1, 2, 3].map((part) => Number.parseInt(hex[part]!, 16)) as unknown as Rgb;
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue];
}

/**
 * The field as pixels from the top row down, RGBA: for classes their colours mixed by probability (outputs below zero count as none), for
 * numbers viridis from the least to the greatest value.
 */
export function fieldPixels(field: DecisionBoundary, series: readonly string[], surface: string): Uint8ClampedArray<ArrayBuffer> {
  const { columns, rows } = field;
  const pixels = new Uint8ClampedArray(4 * columns * rows);
  const ground = parseColour(surface);
  const colourAt = field.classNames.length > 0 ? classMixer(field, series.map(parseColour), ground) : valueColours(field);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const colour = colourAt(row * columns + column);
      const pixel = 4 * ((rows - 1 - row) * columns + column);
      for (let part = 0; part < 3; part++) pixels[pixel + part] = colour[part]!;
      pixels[pixel + 3] = 255;
    }
  }
  return pixels;
}

/** Probabilities of the classes at a place of the grid; all zero where no output is above zero. */
export function classShares({ values, outputs }: DecisionBoundary, place: number): number[] {
  const raw = Array.from({ length: outputs }, (_, output) => Math.max(0, values[place * outputs + output]!));
  const sum = raw.reduce((total, value) => total + value, 0);
  return sum > 0 ? raw.map((value) => value / sum) : raw;
}

function classMixer(field: DecisionBoundary, colours: readonly Rgb[], ground: Rgb): (place: number) => Rgb {
  return (place) => {
    const mixed = [0, 0, 0];
    let total = 0;
    classShares(field, place).forEach((share, output) => {
      const colour = colours[output % colours.length]!;
      total += share;
      for (let part = 0; part < 3; part++) mixed[part]! += share * colour[part]!;
    });
    return mixed.map((value, part) => fieldStrength * value + (1 - fieldStrength * total) * ground[part]!) as unknown as Rgb;
  };
}

function valueColours({ values, outputs }: DecisionBoundary): (place: number) => Rgb {
  const { low, span } = valueRange(values);
  return (place) => parseColour(interpolateViridis((values[place * outputs]! - low) / span));
}

export function valueRange(values: Float32Array): { low: number; span: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, span: high - low || 1 };
}
