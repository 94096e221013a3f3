import type { NewColumn } from '../../../../src-core/data/tableFromColumns.ts';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { formatShape, shapeSize } from '../../../../src-core/shape.ts';
import type { CsvOptions } from '../../../contract/importOptions.ts';
import type { PlannedColumn } from './planColumns.ts';
import type { ColumnScan } from './scanColumns.ts';

/** Columns of a file that together are the pixels of a picture. */
export interface PixelBlock {
  /** The one column they become, without its values. */
  readonly column: Omit<NewColumn, 'values'>;
  /** Pixels a row. */
  readonly width: number;
  /** Place of each pixel column within the picture. */
  readonly places: ReadonlyMap<PlannedColumn, number>;
  readonly scans: readonly ColumnScan[];
}

/**
 * The numeric features as one picture, where the options give it a shape; else null.
 * @throws import/image-shape when their number is not that of the pixels
 */
export function groupPixels(plan: readonly PlannedColumn[], options: Pick<CsvOptions, 'imageShape' | 'imageMaximum'>): PixelBlock | null {
  if (options.imageShape === null) return null;
  const shape = options.imageShape.split('x').map(Number);
  const width = shapeSize(shape);
  const pixels = plan.filter(({ kind, role }) => kind === 'numeric' && role === 'feature');
  if (pixels.length !== width || width === 0) {
    const message = `Images of ${formatShape(shape)} have ${width} pixels, but there are ${pixels.length} numeric features. Correct the shape, the target or the roles of the columns.`;
    throw new WorkbenchError('import/image-shape', message, { shape, pixels: pixels.length });
  }
  const others = new Set(plan.filter((column) => !pixels.includes(column)).map(({ scan }) => scan.name));
  let name = 'image';
  for (let number = 2; others.has(name); number++) name = `image (${number})`;
  const scale = 1 / (options.imageMaximum ?? 1);
  const note = `${pixels.length} columns, ${pixels[0]!.scan.name} to ${pixels.at(-1)!.scan.name}${scale === 1 ? '' : `, divided by ${options.imageMaximum}`}`;
  return {
    column: { name, kind: 'numeric', role: 'feature', shape, scale, note },
    width,
    places: new Map(pixels.map((column, place) => [column, place])),
    scans: pixels.map(({ scan }) => scan),
  };
}
