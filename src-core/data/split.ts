import { WorkbenchError } from '../errors.ts';
import { createRandom } from '../random/createRandom.ts';
import { deriveSeed } from '../random/deriveSeed.ts';
import { shuffle } from '../random/shuffle.ts';
import type { PartName, Split } from './partition.ts';

/**
 * Deals rows to the three parts: disjoint, complete, each in ascending order, decided by the seed alone. A part whose fraction is
 * above 0 gets at least one row. Stratified (where `labels` are given): each class gives its share to each part, rounded by largest
 * remainders, and keeps at least one row for training; so a class of one row is trained on and never tested.
 * @param rows numbers of the rows to deal; not changed
 * @param labels class index of every row of the dataset, by row number; null where the target is no class
 * @throws data/too-few-rows when a part that was asked for, or the training part, would be empty
 */
export function splitRows(rows: Uint32Array, labels: Int32Array | null, split: Split, seed: number): Record<PartName, Uint32Array> {
  const wanted = wantedCounts(rows.length, split);
  const random = createRandom(deriveSeed(split.seed ?? seed, 'split'));
  const stratified = split.kind === 'stratified' && labels !== null;
  const groups = (stratified ? groupByClass(rows, labels) : [Uint32Array.from(rows)]).map((group) => shuffle(group, random));
  const sizes = groups.map((group) => group.length);
  const spare = stratified ? sizes.map((size) => size - 1) : sizes;
  const test = allocate(wanted.test, sizes, spare);
  const spareAfterTest = spare.map((size, group) => size - test[group]!);
  const validation = allocate(wanted.validation, sizes, spareAfterTest);
  if ((wanted.test > 0 && sum(test) === 0) || (wanted.validation > 0 && sum(validation) === 0)) throw tooFewRows(rows.length, wanted);
  return {
    test: ascending(groups.map((group, index) => group.subarray(0, test[index]))),
    validation: ascending(groups.map((group, index) => group.subarray(test[index], test[index]! + validation[index]!))),
    train: ascending(groups.map((group, index) => group.subarray(test[index]! + validation[index]!))),
  };
}

interface Counts {
  readonly test: number;
  readonly validation: number;
}

function wantedCounts(rows: number, split: Split): Counts {
  const share = (fraction: number) => (fraction > 0 ? Math.max(1, Math.round(rows * fraction)) : 0);
  const counts = { test: share(split.testFraction), validation: share(split.validationFraction) };
  if (rows - counts.test - counts.validation < 1) throw tooFewRows(rows, counts);
  return counts;
}

function tooFewRows(rows: number, { test, validation }: Counts): WorkbenchError {
  return new WorkbenchError(
    'data/too-few-rows',
    `${rows} rows with a target are too few for a split with ${test} to test and ${validation} to validate on: every part, and training in every class, needs one. Lower the fractions of the split or add rows.`,
    { rows, test, validation },
  );
}

function groupByClass(rows: Uint32Array, labels: Int32Array): Uint32Array[] {
  const groups = new Map<number, number[]>();
  for (const row of rows) {
    const label = labels[row]!;
    const group = groups.get(label);
    if (group) group.push(row);
    else groups.set(label, [row]);
  }
  return [...groups].sort(([first], [second]) => first - second).map(([, group]) => Uint32Array.from(group));
}

/** Shares `total` among groups in proportion to their sizes by largest remainders, none above what it has to spare. */
function allocate(total: number, sizes: readonly number[], spare: readonly number[]): number[] {
  const all = sum(sizes);
  const ideal = sizes.map((size) => (size * total) / all);
  const given = ideal.map((share, group) => Math.min(Math.floor(share), spare[group]!));
  const order = ideal
    .map((share, group) => ({ group, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.group - b.group);
  let left = total - sum(given);
  for (const { group } of order) {
    if (left <= 0) break;
    if (given[group]! >= spare[group]!) continue;
    given[group]!++;
    left--;
  }
  return given;
}

function ascending(groups: readonly Uint32Array[]): Uint32Array {
  const rows = new Uint32Array(sum(groups.map((group) => group.length)));
  let filled = 0;
  for (const group of groups) {
    rows.set(group, filled);
    filled += group.length;
  }
  return rows.sort();
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
