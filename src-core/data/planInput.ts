import { planCentredInput } from './centredInput.ts';
import type { Column, ColumnValues } from './dataset.ts';
import type { InputPlan } from './inputPlan.ts';
import { planNumericInput } from './numericInput.ts';
import { planOneHotInput } from './oneHot.ts';
import type { Preprocessing } from './partition.ts';
import { isTexts } from './tableFromColumns.ts';

/** Categories above which a feature is left out: each would be an input of its own. */
const maximumCategories = 100;
/** A category a row says little: above this share of different values (and ten of them) a feature is left out. */
const maximumUniqueShare = 0.5;

/** Decides what becomes of a column that is not the target; a column left out has a width of 0 and a treatment that says why. */
export function planInput(column: Column, values: ColumnValues, trainingRows: Uint32Array, preprocessing: Preprocessing): InputPlan {
  if (column.role === 'ignored') return leftOut(column, 'its role is ignored', 'Set its role to feature.');
  if (isTexts(values))
    return leftOut(column, `${new Set(values).size} different texts`, 'Set its kind to categorical if they are classes.');
  if (column.kind !== 'categorical' && preprocessing.inputs === 'centre') return planCentredInput(column, values, trainingRows);
  if (column.kind !== 'categorical') return planNumericInput(column, values, trainingRows, preprocessing);
  const count = column.categories?.length ?? 0;
  if (count < 2) return leftOut(column, 'it has one value only', 'Nothing can be learnt from it.');
  if (hasTooManyCategories(count, values.length)) {
    return leftOut(
      column,
      `${count} categories in ${values.length} rows`,
      'Join rare categories in the file, or set its kind to numeric if they are numbers.',
    );
  }
  return planOneHotInput(column, values, trainingRows);
}

/** Whether so many categories in so many rows say too little for the inputs they would take. */
export function hasTooManyCategories(count: number, rows: number): boolean {
  return count > maximumCategories || (count > 10 && count > rows * maximumUniqueShare);
}

function leftOut({ name }: Column, reason: string, change: string): InputPlan {
  return {
    width: 0,
    shape: [],
    names: [],
    scale: 1,
    offset: 0,
    treatment: { column: name, treatment: `left out: ${reason}`, change },
    write: () => undefined,
  };
}
