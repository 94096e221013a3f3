import { shapeSize } from '../shape.ts';
import type { Column, ColumnValues } from './dataset.ts';
import type { InputPlan } from './inputPlan.ts';
import { describeFilling } from './missing.ts';

/**
 * A number, or each number of a block by itself, less its mean over the training part: of images the mean picture is taken away. Missing
 * values become 0, which is that mean.
 */
export function planCentredInput(column: Column, values: ColumnValues, trainingRows: Uint32Array): InputPlan {
  const { name, shape, scale: unit } = column;
  const width = shapeSize(shape);
  const numbers = values as Float64Array;
  const means = meansOf(numbers, width, trainingRows).map((mean) => mean * unit);
  return {
    width,
    shape,
    names: shape.length === 0 ? [name] : [],
    scale: 1,
    offset: [...means],
    treatment: {
      column: name,
      treatment: `${width === 1 ? 'its mean' : 'the mean of each of its numbers'} taken away${describeFilling(column.missing, 'the mean')}`,
      change: 'Set preprocessing of the inputs to standardise, minMax or none, or the role of the column to ignored.',
    },
    write(inputs, start, row) {
      for (let index = 0; index < width; index++) {
        const value = numbers[row * width + index]! * unit;
        inputs[start + index] = Number.isNaN(value) ? 0 : value - means[index]!;
      }
    },
  };
}

/** Mean of each number of a block over rows, those missing left out; 0 where none is there. */
function meansOf(numbers: Float64Array, width: number, rows: Uint32Array): Float64Array {
  const sums = new Float64Array(width);
  const counts = new Float64Array(width);
  for (const row of rows) {
    for (let index = 0; index < width; index++) {
      const value = numbers[row * width + index]!;
      if (Number.isNaN(value)) continue;
      sums[index]! += value;
      counts[index]!++;
    }
  }
  return sums.map((sum, index) => (counts[index] === 0 ? 0 : sum / counts[index]!));
}
