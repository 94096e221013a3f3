import { shapeSize, type Shape } from '../shape.ts';
import type { Column, Dataset } from './dataset.ts';
import { hasTooManyCategories } from './planInput.ts';

/**
 * Shape of the inputs that `prepareData` makes of a dataset, known from its columns alone: a single block column gives its own shape,
 * otherwise the inputs are a list. `[0]` where no feature is left.
 */
export function inputShapeOf({ columns, rows }: Pick<Dataset, 'columns' | 'rows'>): Shape {
  const used = columns.filter((column) => inputWidth(column, rows) > 0);
  const [first] = used;
  if (used.length === 1 && first && first.kind === 'numeric' && first.shape.length > 0) return first.shape;
  return [used.reduce((size, column) => size + inputWidth(column, rows), 0)];
}

/** Outputs that a dataset's target asks for: one a class, or as many as its numbers; null where it has no target. */
export function outputSizeOf({ columns }: Pick<Dataset, 'columns'>): number | null {
  const target = columns.find(({ role }) => role === 'target');
  if (!target || target.kind === 'text') return null;
  return target.kind === 'categorical' ? (target.categories?.length ?? 0) : shapeSize(target.shape);
}

function inputWidth({ role, kind, shape, categories }: Column, rows: number): number {
  if (role !== 'feature' || kind === 'text') return 0;
  if (kind === 'numeric') return shapeSize(shape);
  const count = categories?.length ?? 0;
  return count < 2 || hasTooManyCategories(count, rows) ? 0 : count;
}
