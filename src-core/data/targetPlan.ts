import { WorkbenchError } from '../errors.ts';
import type { FloatArray } from '../kernels/arena.ts';
import { shapeSize } from '../shape.ts';
import type { Column, ColumnValues } from './dataset.ts';
import { writeOneHot } from './oneHot.ts';
import type { ColumnTreatment, Preprocessing } from './partition.ts';
import { applyScaling, describeScaling, fitScaling, momentsOf } from './scaling.ts';
import { isTexts } from './tableFromColumns.ts';

/** How the target column becomes what outputs are compared with; fitted on the training rows alone. */
export interface TargetPlan {
  readonly task: 'classification' | 'regression';
  readonly width: number;
  readonly classNames: readonly string[];
  readonly scale: number;
  readonly offset: number;
  readonly treatment: ColumnTreatment;
  /** Writes the targets of a row at `targets[start …]`, which are 0 before. A missing number is NaN, a missing class all zeros. */
  write(targets: FloatArray, start: number, row: number): void;
}

/** Which rows have a target: those that can be trained on or tested. */
export function rowsWithTarget(rows: number, column: Column | null, values: ColumnValues | null): Uint32Array {
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  if (!column || !values || isTexts(values) || column.missing === 0) return all;
  if (column.kind === 'categorical') return all.filter((row) => values[row]! >= 0);
  const width = shapeSize(column.shape);
  return all.filter((row) => !values.subarray(row * width, (row + 1) * width).some(Number.isNaN));
}

/**
 * One-hot classes, or a number (or block of numbers) scaled as asked.
 * @throws data/text-target, data/one-class
 */
export function planTarget(column: Column, values: ColumnValues, trainingRows: Uint32Array, preprocessing: Preprocessing): TargetPlan {
  if (isTexts(values)) {
    const message = `The target "${column.name}" holds free text. Set its kind to categorical, or choose another target.`;
    throw new WorkbenchError('data/text-target', message, { column: column.name });
  }
  return column.kind === 'categorical' ? planClasses(column, values) : planNumbers(column, values, trainingRows, preprocessing);
}

function planClasses(column: Column, values: ColumnValues): TargetPlan {
  const classNames = column.categories ?? [];
  if (classNames.length < 2) {
    const message = `The target "${column.name}" has one class only; two are needed to tell apart. Choose another target.`;
    throw new WorkbenchError('data/one-class', message, { column: column.name });
  }
  return {
    task: 'classification',
    width: classNames.length,
    classNames,
    scale: 1,
    offset: 0,
    treatment: {
      column: column.name,
      treatment: `target: ${classNames.length} classes, one-hot${leftOutRemark(column)}`,
      change: 'Choose another target, or set its kind to numeric for a regression.',
    },
    write: (targets, start, row) => {
      writeOneHot(targets, start, values[row] as number);
    },
  };
}

function planNumbers(column: Column, values: ColumnValues, trainingRows: Uint32Array, preprocessing: Preprocessing): TargetPlan {
  const kind = preprocessing.targets === 'auto' ? 'standardise' : preprocessing.targets;
  const scaling = fitScaling(kind, () => momentsOf(column, values, trainingRows));
  const width = shapeSize(column.shape);
  const numbers = values as Float64Array;
  return {
    task: 'regression',
    width,
    classNames: [],
    scale: scaling.scale,
    offset: scaling.offset,
    treatment: {
      column: column.name,
      treatment: `target: a number, ${describeScaling(scaling)}${leftOutRemark(column)}`,
      change: 'Set preprocessing of the target to standardise, minMax or none, or its kind to categorical for classes.',
    },
    write(targets, start, row) {
      for (let index = 0; index < width; index++) {
        const value = numbers[row * width + index]! * column.scale;
        targets[start + index] = Number.isNaN(value) ? NaN : applyScaling(scaling, value);
      }
    },
  };
}

function leftOutRemark({ missing }: Column): string {
  if (missing === 0) return '';
  return missing === 1 ? '; 1 row without it is left out' : `; ${missing} rows without it are left out`;
}
