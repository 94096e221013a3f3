import { estimateMean, type MeanEstimate } from '../../../src-core/experiment/statistics.ts';
import type { Identification } from '../../../src-core/training/identification.ts';
import { seriesStyle, type LineSeries, type Point } from '../../components/charts/lineSeries.ts';

/** How well a set is told from the others, over one or more seeds. */
export interface IdentificationRow {
  readonly name: string;
  readonly margin: MeanEstimate | null;
  readonly stress: MeanEstimate | null;
}

/** A row for each set that any of the trials was taught. */
export function identificationRows(identifications: readonly Identification[]): IdentificationRow[] {
  const names = identifications[0]?.setNames ?? [];
  const areas = (key: 'marginArea' | 'stressArea', set: number): MeanEstimate | null =>
    estimateMean(identifications.flatMap((one) => one[key][set] ?? []));
  return names.map((name, set) => ({ name, margin: areas('marginArea', set), stress: areas('stressArea', set) }));
}

/** The mean of the areas of all sets, and the set where it is worst. */
export function summariseAreas(
  rows: readonly IdentificationRow[],
  key: 'margin' | 'stress',
): { readonly mean: number; readonly worst: number; readonly worstSet: string } | null {
  const known = rows.flatMap((row) => (row[key] ? [{ name: row.name, mean: row[key].mean }] : []));
  if (known.length === 0) return null;
  const worst = known.reduce((least, one) => (one.mean < least.mean ? one : least));
  return { mean: known.reduce((sum, { mean }) => sum + mean, 0) / known.length, worst: worst.mean, worstSet: worst.name };
}

const gridPoints = 60;

/** A receiver operating characteristic a set, in per cent, the mean of those of the trials at equal shares of others accepted. */
export function rocSeries(identifications: readonly Identification[]): LineSeries[] {
  const names = identifications[0]?.setNames ?? [];
  return names
    .map((name, set) => {
      const curves = identifications.map(({ curves: all }) => all[set] ?? []).filter((curve) => curve.length > 0);
      return { key: name, label: name, style: seriesStyle(set), points: curves.length === 0 ? [] : meanCurve(curves) };
    })
    .filter(({ points }) => points.length > 0);
}

type Curve = Identification['curves'][number];

/** Denser where few others are accepted, as the curves themselves are. */
function meanCurve(curves: readonly Curve[]): Point[] {
  return Array.from({ length: gridPoints }, (_, index) => {
    const others = (index / (gridPoints - 1)) ** 2;
    const members = curves.reduce((sum, curve) => sum + membersAt(curve, others), 0) / curves.length;
    return { x: 100 * others, y: 100 * members };
  });
}

/** Between two points of a curve in a straight line; it begins at nobody accepted. */
function membersAt(curve: Curve, others: number): number {
  let before = { others: 0, members: 0 };
  for (const point of curve) {
    if (point.others > others) {
      const share = (others - before.others) / (point.others - before.others);
      return before.members + share * (point.members - before.members);
    }
    before = point;
  }
  return before.members;
}

/** What the veto does, averaged over trials; null where none has a bound. */
export function summariseVeto(identifications: readonly Identification[]): {
  readonly falseVetoes: MeanEstimate | null;
  readonly leftOut: { readonly name: string; readonly vetoed: MeanEstimate; readonly area: MeanEstimate } | null;
} | null {
  const bounded = identifications.filter(({ vetoBound }) => vetoBound !== null);
  if (bounded.length === 0) return null;
  const left = bounded.flatMap(({ leftOut }) => leftOut ?? []);
  const [first] = left;
  return {
    falseVetoes: estimateMean(bounded.flatMap(({ falseVetoes }) => falseVetoes ?? [])),
    leftOut: first
      ? {
          name: first.name,
          vetoed: estimateMean(left.map(({ vetoed }) => vetoed))!,
          area: estimateMean(left.map(({ area }) => area))!,
        }
      : null,
  };
}
