import { shapeSize } from '../shape.ts';
import type { Column, ColumnValues } from './dataset.ts';
import type { InputPlan } from './inputPlan.ts';
import { describeFilling, medianOf } from './missing.ts';
import type { Preprocessing } from './partition.ts';
import { applyScaling, describeScaling, fitScaling, formatNumber, momentsOf, type Scaling } from './scaling.ts';

/**
 * A number, or a block of numbers such as an image, as inputs. All values of a block share one scaling, so that a picture stays a
 * picture; missing values become the median of the training part.
 */
export function planNumericInput(column: Column, values: ColumnValues, trainingRows: Uint32Array, preprocessing: Preprocessing): InputPlan {
  const asked = preprocessing.inputs as Scaling['kind'] | 'auto';
  const { name, shape, scale: unit } = column;
  const width = shapeSize(shape);
  const single = shape.length === 0;
  const automatic = single ? 'standardise' : 'none';
  const scaling = fitScaling(asked === 'auto' ? automatic : asked, () => momentsOf(column, values, trainingRows));
  const median = column.missing > 0 ? medianOf(column, values, trainingRows) : 0;
  const fill = applyScaling(scaling, median);
  const numbers = values as Float64Array;
  return {
    width,
    shape,
    names: single ? [name] : [],
    scale: scaling.scale,
    offset: scaling.offset,
    treatment: {
      column: name,
      treatment: describeScaling(scaling) + describeFilling(column.missing, `the median ${formatNumber(median)}`),
      change: `Set preprocessing of the inputs to ${otherKinds(scaling.kind)}, or the role of the column to ignored.`,
    },
    write(inputs, start, row) {
      for (let index = 0; index < width; index++) {
        const value = numbers[row * width + index]! * unit;
        inputs[start + index] = Number.isNaN(value) ? fill : applyScaling(scaling, value);
      }
    },
  };
}

function otherKinds(kind: string): string {
  const others = ['standardise', 'centre', 'minMax', 'none'].filter((other) => other !== kind);
  return others.join(' or ');
}
