import { WorkbenchError } from '../errors.ts';
import type { FloatArray, Precision } from '../kernels/arena.ts';
import type { Column, Table } from './dataset.ts';
import type { InputPlan } from './inputPlan.ts';
import type { ColumnTreatment, PreparedData, Preprocessing, Split } from './partition.ts';
import { planInput } from './planInput.ts';
import { splitRows } from './split.ts';
import { planTarget, rowsWithTarget } from './targetPlan.ts';

/** How a table is split and made ready. */
export interface PreparationOptions {
  readonly split: Split;
  readonly preprocessing: Preprocessing;
  /** Seed of the trial; the split's own comes first. */
  readonly seed: number;
  readonly precision: Precision;
}

/** Most bytes of inputs or of targets. */
const maximumBytes = 2 ** 31;

/**
 * Makes a table ready for a network: splits its rows, then fits every scaling and filling on the training part and applies it to all
 * rows. Row r of the result is row r of the table; rows without a target are in no part. Inputs are `[rows, inputSize]` at the trial's
 * precision, in the order of the columns. A single block column (an image) gives its shape to the inputs; otherwise they are a list.
 * @throws data/no-features, data/too-few-rows, data/too-large, data/text-target, data/one-class
 */
export function prepareData(table: Table, options: PreparationOptions): PreparedData {
  const { columns, rows } = table.dataset;
  const { split, preprocessing, seed, precision } = options;
  const targetIndex = columns.findIndex(({ role }) => role === 'target');
  const target = columns[targetIndex] ?? null;
  const targetValues = table.values[targetIndex] ?? null;
  const labels = target?.kind === 'categorical' ? Int32Array.from(targetValues as Int32Array) : null;
  const leftOut = indexOfLeftOut(split.leaveOut, target);
  const dealt = splitRows(rowsWithTarget(rows, target, targetValues), labels, split, seed);
  const parts = leftOut === null ? dealt : { ...dealt, train: dealt.train.filter((row) => labels![row] !== leftOut) };

  const plans = columns.flatMap((column, index) =>
    column.role === 'target' ? [] : [planInput(column, table.values[index]!, parts.train, preprocessing)],
  );
  const used = plans.filter(({ width }) => width > 0);
  const inputSize = used.reduce((size, { width }) => size + width, 0);
  if (inputSize === 0) throw noFeatures(plans);
  const targetPlan = target && targetValues && planTarget(target, targetValues, parts.train, preprocessing);

  const block = used.length === 1 ? used[0]!.shape : [];
  return {
    rows,
    inputShape: block.length > 0 ? [...block] : [inputSize],
    inputSize,
    inputs: writeRows(rows, inputSize, precision, used),
    outputSize: targetPlan?.width ?? 0,
    targets: targetPlan && writeRows(rows, targetPlan.width, precision, [targetPlan]),
    task: targetPlan?.task ?? 'none',
    labels,
    classNames: targetPlan?.classNames ?? [],
    leftOut,
    parts,
    treatments: [
      splitTreatment(parts, options, labels !== null),
      ...plans.map(({ treatment }) => treatment),
      ...(targetPlan ? [targetPlan.treatment] : []),
    ],
    targetScaling: { scale: targetPlan?.scale ?? 1, offset: targetPlan?.offset ?? 0 },
    inputScaling: {
      scale: used.flatMap(({ scale, width }) => new Array<number>(width).fill(scale)),
      offset: used.flatMap(({ offset, width }) => (typeof offset === 'number' ? new Array<number>(width).fill(offset) : [...offset])),
    },
    inputNames: used.every(({ width, names }) => names.length === width) ? used.flatMap(({ names }) => names) : [],
  };
}

/** @throws data/unknown-class */
function indexOfLeftOut(name: string | null, target: Column | null): number | null {
  if (name === null) return null;
  const classes = target?.kind === 'categorical' ? (target.categories ?? []) : [];
  const index = classes.indexOf(name);
  if (index >= 0) return index;
  const known = classes.length > 0 ? `The classes are ${classes.join(', ')}.` : 'The dataset has no classes.';
  throw new WorkbenchError('data/unknown-class', `There is no class "${name}" to leave out. ${known}`, { name });
}

interface RowWriter {
  readonly width: number;
  write(into: FloatArray, start: number, row: number): void;
}

function writeRows(rows: number, rowSize: number, precision: Precision, writers: readonly RowWriter[]): FloatArray {
  const bytes = rows * rowSize * (precision === 'float32' ? 4 : 8);
  if (bytes > maximumBytes) {
    const message = `${rows} rows of ${rowSize} numbers need ${(bytes / 2 ** 30).toFixed(1)} GiB in memory; 2 GiB is the most. Use fewer rows, fewer columns or float32.`;
    throw new WorkbenchError('data/too-large', message, { rows, rowSize, bytes });
  }
  const numbers = precision === 'float32' ? new Float32Array(rows * rowSize) : new Float64Array(rows * rowSize);
  let start = 0;
  for (const writer of writers) {
    for (let row = 0; row < rows; row++) writer.write(numbers, row * rowSize + start, row);
    start += writer.width;
  }
  return numbers;
}

function noFeatures(plans: readonly InputPlan[]): WorkbenchError {
  const reasons = plans.map(({ treatment }) => `"${treatment.column}" is ${treatment.treatment}`);
  const message =
    reasons.length === 0
      ? 'There is no column but the target, so there is nothing to learn from.'
      : `No feature is left to learn from: ${reasons.join('; ')}.`;
  return new WorkbenchError('data/no-features', message, { columns: plans.map(({ treatment }) => treatment.column) });
}

function splitTreatment(parts: PreparedData['parts'], { split, seed }: PreparationOptions, hasClasses: boolean): ColumnTreatment {
  const dealt = [
    `${parts.train.length} for training`,
    ...(parts.validation.length > 0 ? [`${parts.validation.length} for validation`] : []),
    ...(parts.test.length > 0 ? [`${parts.test.length} for testing`] : []),
  ].join(', ');
  const how = split.kind === 'stratified' && hasClasses ? 'each class in its share' : 'at random';
  return {
    column: 'rows',
    treatment: `${dealt}; ${how}, seed ${split.seed ?? seed}`,
    change: 'Set the fractions, kind and seed of the split.',
  };
}
