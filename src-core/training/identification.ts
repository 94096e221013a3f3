import { z } from '../schema.ts';

const share = z.number().min(0).max(1);
const perSet = z.array(share.nullable());

/**
 * How well the stress of each set's neurons tells samples of the test part apart. Areas under the receiver operating characteristic
 * are 1 where every member lies on its side of every other sample, ½ where stress says nothing; null for a set without test samples.
 */
export const identificationSchema = z.strictObject({
  setNames: z.array(z.string()),
  /** Of each set: area under the curve of its margin, the least stress of the other sets minus its own. */
  marginArea: perSet,
  /** Of each set: area under the curve of its own stress. */
  stressArea: perSet,
  /** Of each set: shares of other samples and of its members that are accepted, as the bound on its stress is raised. */
  curves: z.array(z.array(z.strictObject({ others: share, members: share }))),
  /** A sample is vetoed where even its least stress is above this. */
  vetoBound: z.number().nullable(),
  /** Share of samples of taught sets that are vetoed by that bound, and of the set left out of teaching, where there is one. */
  falseVetoes: share.nullable(),
  leftOut: z.strictObject({ name: z.string(), vetoed: share, area: share }).nullable(),
});
export type Identification = z.infer<typeof identificationSchema>;

/** Stress of samples, `[rows, sets]`, with what they are. */
export interface StressTable {
  readonly sets: number;
  readonly stress: Float64Array;
  /** Set of each row, −1 where that is not known. */
  readonly labels: Int32Array;
  readonly setNames: readonly string[];
  /** Index of the set that was left out of teaching, or null. */
  readonly leftOut: number | null;
}

/** Vetoing this share of samples of taught sets is accepted. */
const acceptedFalseVetoes = 0.05;
const mostCurvePoints = 60;

/** The set of the least stress of each row, equals to the first. */
export function leastStressed({ sets, stress }: Pick<StressTable, 'sets' | 'stress'>): Int32Array {
  return Int32Array.from({ length: stress.length / sets }, (_, row) => {
    let best = 0;
    for (let set = 1; set < sets; set++) if (stress[row * sets + set]! < stress[row * sets + best]!) best = set;
    return best;
  });
}

/** Judges identification and veto on samples none of which was taught. */
export function judgeIdentification(table: StressTable): Identification {
  const { sets, labels, setNames, leftOut } = table;
  const known = rowsWhere(labels, (label) => label >= 0 && label !== leftOut);
  const taught = Array.from({ length: sets }, (_, set) => set !== leftOut);
  const ofSet = <Result>(judge: (set: number) => Result): (Result | null)[] =>
    taught.map((isTaught, set) => (isTaught ? judge(set) : null));
  const own = (row: number, set: number) => table.stress[row * sets + set]!;
  const least = (row: number, except: number | null) => leastOf(table, row, except);

  const bound = quantile(
    known.map((row) => least(row, null)),
    1 - acceptedFalseVetoes,
  );
  const unknown = leftOut === null ? [] : rowsWhere(labels, (label) => label === leftOut);
  return {
    setNames: [...setNames],
    marginArea: ofSet((set) => areaBelow(known, labels, set, (row) => own(row, set) - least(row, set))),
    stressArea: ofSet((set) => areaBelow(known, labels, set, (row) => own(row, set))),
    curves: taught.map((isTaught, set) => (isTaught ? curveOf(known, labels, set, (row) => own(row, set)) : [])),
    vetoBound: bound,
    falseVetoes: bound === null ? null : shareOf(known, (row) => least(row, null) > bound),
    leftOut:
      leftOut === null || bound === null || unknown.length === 0
        ? null
        : {
            name: setNames[leftOut]!,
            vetoed: shareOf(unknown, (row) => least(row, null) > bound),
            area: area(
              known.map((row) => least(row, null)),
              unknown.map((row) => least(row, null)),
            )!,
          },
  };
}

/** Least stress among the sets that were taught, one of them excepted. */
function leastOf({ sets, stress, leftOut }: StressTable, row: number, except: number | null): number {
  let least = Infinity;
  for (let set = 0; set < sets; set++) {
    if (set !== except && set !== leftOut) least = Math.min(least, stress[row * sets + set]!);
  }
  return least;
}

function areaBelow(rows: readonly number[], labels: Int32Array, set: number, score: (row: number) => number): number | null {
  const [members, others] = parted(rows, labels, set);
  return area(members.map(score), others.map(score));
}

/** Probability that a number of the first list is less than one of the second, ties counting half (Mann and Whitney); null if one is empty. */
export function area(low: readonly number[], high: readonly number[]): number | null {
  if (low.length === 0 || high.length === 0) return null;
  const all = [...low.map((value) => ({ value, isLow: true })), ...high.map((value) => ({ value, isLow: false }))];
  all.sort((one, other) => one.value - other.value);
  let rankSum = 0;
  for (let from = 0; from < all.length;) {
    let to = from;
    while (to < all.length && all[to]!.value === all[from]!.value) to++;
    const rank = (from + to + 1) / 2;
    for (let index = from; index < to; index++) if (!all[index]!.isLow) rankSum += rank;
    from = to;
  }
  return (rankSum - (high.length * (high.length + 1)) / 2) / (low.length * high.length);
}

function curveOf(
  rows: readonly number[],
  labels: Int32Array,
  set: number,
  score: (row: number) => number,
): Identification['curves'][number] {
  const [members, others] = parted(rows, labels, set);
  if (members.length === 0 || others.length === 0) return [];
  const ascending = (list: readonly number[]) => Float64Array.from(list, score).sort();
  const [own, foreign] = [ascending(members), ascending(others)];
  const points = Array.from({ length: mostCurvePoints - 1 }, (_, index) => {
    // Denser where few others are accepted, which is where bounds are chosen.
    const accepted = (index / (mostCurvePoints - 1)) ** 2;
    const bound = foreign[Math.min(foreign.length - 1, Math.floor(accepted * foreign.length))]!;
    return { others: countBelow(foreign, bound) / foreign.length, members: countBelow(own, bound) / own.length };
  });
  return [...points, { others: 1, members: 1 }];
}

/** How many of an ascending list are less than a bound. */
function countBelow(ascending: Float64Array, bound: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function parted(rows: readonly number[], labels: Int32Array, set: number): [number[], number[]] {
  return [rows.filter((row) => labels[row] === set), rows.filter((row) => labels[row] !== set)];
}

function rowsWhere(labels: Int32Array, holds: (label: number) => boolean): number[] {
  return Array.from(labels.keys()).filter((row) => holds(labels[row]!));
}

function shareOf(rows: readonly number[], holds: (row: number) => boolean): number {
  return rows.filter(holds).length / rows.length;
}

/** The value below which a share of the list lies; null of an empty list. */
function quantile(list: readonly number[], below: number): number | null {
  const ascending = Float64Array.from(list).sort();
  return ascending[Math.max(0, Math.ceil(below * ascending.length) - 1)] ?? null;
}
