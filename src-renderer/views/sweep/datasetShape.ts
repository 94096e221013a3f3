import type { Dataset } from '../../../src-core/data/dataset.ts';
import { inputShapeOf, outputSizeOf } from '../../../src-core/data/inputShape.ts';
import { shapeSize, type Shape } from '../../../src-core/shape.ts';

/** What a network will meet in a dataset, as far as its columns tell before it is prepared. */
export interface DatasetShape {
  /** Null where no feature is left to learn from. */
  readonly inputShape: Shape | null;
  readonly task: 'classification' | 'regression' | 'none';
  readonly outputSize: number;
}

export function datasetShape(dataset: Dataset): DatasetShape {
  const target = dataset.columns.find(({ role }) => role === 'target');
  const task = target === undefined ? 'none' : target.kind === 'categorical' ? 'classification' : 'regression';
  const inputShape = inputShapeOf(dataset);
  return { inputShape: shapeSize(inputShape) > 0 ? inputShape : null, task, outputSize: outputSizeOf(dataset) ?? 0 };
}
