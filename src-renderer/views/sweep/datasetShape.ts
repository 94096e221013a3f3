import type { Column, Dataset } from '../../../src-core/data/dataset.ts';
import type { Shape } from '../../../src-core/shape.ts';
import { shapeSize } from '../../../src-core/shape.ts';

/** What a network will meet in a dataset, as far as its columns tell before it is prepared. */
export interface DatasetShape {
  /** Null where the number of inputs shows only when the data are prepared, because a column of many categories may be left out. */
  readonly inputShape: Shape | null;
  readonly task: 'classification' | 'regression' | 'none';
  readonly outputSize: number;
}

/** The same rules as those of preparation, over what `dataset.json` says. */
export function datasetShape({ columns, rows }: Dataset): DatasetShape {
  const target = columns.find(({ role }) => role === 'target');
  const task = target === undefined ? 'none' : target.kind === 'categorical' ? 'classification' : 'regression';
  const outputSize = target === undefined ? 0 : task === 'classification' ? (target.categories?.length ?? 0) : shapeSize(target.shape);
  return { inputShape: inputShape(columns, rows), task, outputSize };
}

function inputShape(columns: readonly Column[], rows: number): Shape | null {
  const features = columns.filter(({ role, kind }) => role === 'feature' && kind !== 'text');
  if (features.some((column) => isUncertain(column, rows))) return null;
  const used = features.filter(({ kind, categories }) => kind === 'numeric' || (categories?.length ?? 0) >= 2);
  if (used.length === 0) return null;
  if (used.length === 1 && used[0]!.shape.length > 0) return used[0]!.shape;
  return [used.reduce((size, { kind, shape, categories }) => size + (kind === 'categorical' ? categories!.length : shapeSize(shape)), 0)];
}

/** Of the categories a preparation leaves out, only those with one value or none are certain from here. */
function isUncertain({ kind, categories }: Column, rows: number): boolean {
  const count = categories?.length ?? 0;
  return kind === 'categorical' && (count > 100 || (count > 10 && 2 * count > rows));
}
