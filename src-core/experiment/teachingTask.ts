import type { Dataset } from '../data/dataset.ts';
import { inputShapeOf, outputSizeOf } from '../data/inputShape.ts';
import type { TeachingTask } from '../skins/skin.ts';

/** What is to be learned from a dataset, known from its columns alone, by layers of so many neurons. */
export function teachingTaskOf(dataset: Pick<Dataset, 'columns' | 'rows'>, neurons: number): TeachingTask {
  const target = dataset.columns.find(({ role }) => role === 'target');
  return {
    inputShape: inputShapeOf(dataset),
    outputs: outputSizeOf(dataset) ?? 0,
    isClassification: target?.kind === 'categorical',
    neurons,
  };
}
