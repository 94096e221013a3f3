import type { Shape } from '../../../src-core/shape.ts';
import type { ChartTheme } from './chartTheme.ts';
import { parseColour, type Rgb } from './fieldColours.ts';

/** How the numbers of one receptive field lie in a picture. */
export interface FieldForm {
  readonly width: number;
  readonly height: number;
  /** Number at (column, row); null where there is none. */
  readonly at: (column: number, row: number) => number | null;
}

/** A list longer than this is broken into lines. */
const longestLine = 32;

/** Images as they are, their channels side by side; lists as a strip, broken into lines where it is long. */
export function fieldForm(shape: Shape): FieldForm {
  if (shape.length <= 1) {
    const size = shape[0] ?? 1;
    const width = size <= longestLine ? size : Math.ceil(Math.sqrt(size));
    const at = (column: number, row: number): number | null => (row * width + column < size ? row * width + column : null);
    return { width, height: Math.ceil(size / width), at };
  }
  if (shape.length === 2) return { width: shape[1]!, height: shape[0]!, at: (column, row) => row * shape[1]! + column };
  const channels = shape.at(-1)!;
  const columns = shape.at(-2)!;
  const height = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  const at = (column: number, row: number): number => (row * columns + (column % columns)) * channels + Math.floor(column / columns);
  return { width: columns * channels, height, at };
}

/** One field as RGBA pixels: blue below 0, the ground at 0, orange above, each to its own greatest size. */
export function fieldRgba(values: Float32Array, { width, height, at }: FieldForm, theme: ChartTheme): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * width * height);
  const [below, above, ground] = [theme.series[0]!, theme.series[3]!, theme.surface].map(parseColour) as [Rgb, Rgb, Rgb];
  const greatest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const index = at(column, row);
      const share = index === null ? 0 : values[index]! / greatest;
      const towards = share < 0 ? below : above;
      const pixel = 4 * (row * width + column);
      for (let part = 0; part < 3; part++) pixels[pixel + part] = ground[part]! + Math.abs(share) * (towards[part]! - ground[part]!);
      pixels[pixel + 3] = 255;
    }
  }
  return pixels;
}
