import type { FloatArray } from '../kernels/arena.ts';
import type { Column, ColumnValues } from './dataset.ts';
import type { InputPlan } from './inputPlan.ts';
import { describeFilling, mostFrequentCategory } from './missing.ts';

/**
 * A category as one input each: 1 for the row's own, 0 for the others; a missing one becomes the most frequent of the training part.
 * The inputs follow the dataset's list of categories and not those met in training, so that their number does not hang on the seed.
 */
export function planOneHotInput(column: Column, values: ColumnValues, trainingRows: Uint32Array): InputPlan {
  const categories = column.categories ?? [];
  const fill = column.missing > 0 ? mostFrequentCategory(column, values, trainingRows) : -1;
  const filled = describeFilling(column.missing, `the most frequent, "${categories[fill] ?? 'none'}"`);
  return {
    width: categories.length,
    shape: [],
    names: categories.map((category) => `${column.name}=${category}`),
    scale: 1,
    offset: 0,
    treatment: {
      column: column.name,
      treatment: `one-hot: ${categories.length} categories${filled}`,
      change: 'Set its role to ignored, or its kind to numeric if its categories are numbers.',
    },
    write(inputs, start, row) {
      const category = values[row] as number;
      writeOneHot(inputs, start, category < 0 ? fill : category);
    },
  };
}

/** Writes a 1 at the place of a category among zeros; −1, a missing one, leaves them all. */
export function writeOneHot(targets: FloatArray, start: number, category: number): void {
  if (category >= 0) targets[start + category] = 1;
}
