import { WorkbenchError } from '../errors.ts';
import { shapeSize } from '../shape.ts';
import type { Column, ColumnValues, Table } from './dataset.ts';
import { categoryName, datasetRows } from './rows.ts';

/** Pictures of a dataset whose rows are images: `pixels[i]` is image i in bytes 0…255, row-major, height × width × channels. */
export interface DatasetImages {
  readonly from: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly pixels: readonly Uint8Array[];
  readonly labels: readonly (string | null)[];
}

/** Position of the first column whose values are pictures: a feature of shape height × width, with 1, 3 or 4 channels; −1 if none. */
function imageColumnIndex(columns: readonly Column[]): number {
  return columns.findIndex(
    ({ role, shape }) => role === 'feature' && (shape.length === 2 || (shape.length === 3 && [1, 3, 4].includes(shape[2]!))),
  );
}

/**
 * Images `from` … `from + count − 1`, or as many of them as there are, with the target of each as a label.
 * @throws data/no-images
 */
export function datasetImages(table: Table, from: number, count: number): DatasetImages {
  const { columns, rows, name } = table.dataset;
  const index = imageColumnIndex(columns);
  const column = columns[index];
  if (!column) throw new WorkbenchError('data/no-images', `The rows of "${name}" are not images.`, { dataset: name });
  const [height = 1, width = 1, channels = 1] = column.shape;
  const values = table.values[index] as Exclude<ColumnValues, readonly string[]>;
  const range = brightnessRange(values, column.scale);
  const size = shapeSize(column.shape);
  const shown = Array.from({ length: Math.max(0, Math.min(rows, from + count) - from) }, (_, offset) => from + offset);
  const pixels = shown.map((row) => toBytes(values.subarray(row * size, (row + 1) * size), column.scale, range));
  return { from, height, width, channels, pixels, labels: labelsOf(table, shown) };
}

/** What is black and what is white: 0…1 or 0…255 where all values lie within, else the values' own extremes. */
function brightnessRange(values: Exclude<ColumnValues, readonly string[]>, scale: number): readonly [black: number, white: number] {
  let minimum = 0;
  let maximum = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]! * scale;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  if (minimum < 0) return [minimum, maximum];
  if (maximum <= 1) return [0, 1];
  return [0, maximum <= 255 ? 255 : maximum];
}

function toBytes(values: ArrayLike<number>, scale: number, [black, white]: readonly [number, number]): Uint8Array {
  return Uint8Array.from(values, (value) => {
    const brightness = (value * scale - black) / (white - black);
    return Number.isNaN(brightness) ? 0 : Math.round(255 * brightness);
  });
}

function labelsOf(table: Table, shown: readonly number[]): (string | null)[] {
  const target = table.dataset.columns.findIndex(({ role }) => role === 'target');
  const column = table.dataset.columns[target];
  if (!column) return shown.map(() => null);
  if (column.kind === 'categorical') return shown.map((row) => categoryName(column, table.values[target]![row] as number));
  const { rows } = datasetRows(table, shown[0] ?? 0, shown.length);
  return rows.map((cells) => (cells[target] === null || cells[target] === undefined ? null : String(cells[target])));
}
