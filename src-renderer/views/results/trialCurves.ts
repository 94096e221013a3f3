import type { TimedMetrics } from '../../../src-main/contract/snapshots.ts';
import type { Point } from '../../components/charts/lineSeries.ts';

export const measureKinds = { loss: 'Loss', accuracy: 'Accuracy' } as const;
export type MeasureKind = keyof typeof measureKinds;
export const measureParts = { train: 'Training', validation: 'Validation', test: 'Test' } as const;
export type MeasurePart = keyof typeof measureParts;
export const curveAxes = { epoch: 'Epochs', samples: 'Samples', gradientEvaluations: 'Gradient evaluations', seconds: 'Time (s)' } as const;
export type CurveAxis = keyof typeof curveAxes;

type Measured = 'trainLoss' | 'validationLoss' | 'testLoss' | 'trainAccuracy' | 'validationAccuracy' | 'testAccuracy';

export function measured(kind: MeasureKind, part: MeasurePart): Measured {
  return `${part}${kind === 'loss' ? 'Loss' : 'Accuracy'}`;
}

/** A cache of curves that grow with their records, so that a redraw costs only what is new. */
export interface CurveCache {
  /** Losses as they are, accuracies in per cent. */
  points(trial: number, records: readonly TimedMetrics[], axis: CurveAxis, measure: Measured): readonly Point[];
}

export function createCurveCache(): CurveCache {
  const curves = new Map<string, { records: readonly TimedMetrics[]; taken: number; last: TimedMetrics | undefined; points: Point[] }>();
  return {
    points(trial, records, axis, measure) {
      const key = `${trial} ${axis} ${measure}`;
      const factor = measure.endsWith('Accuracy') ? 100 : 1;
      let curve = curves.get(key);
      // A trial that was resumed or retried has other records where these were.
      const grew = curve?.records === records && curve.taken <= records.length && records[curve.taken - 1] === curve.last;
      if (!curve || !grew) curves.set(key, (curve = { records, taken: 0, last: undefined, points: [] }));
      for (; curve.taken < records.length; curve.taken++) {
        const record = records[curve.taken]!;
        const value = record[measure];
        if (value !== null) curve.points.push({ x: record[axis], y: value * factor });
        curve.last = record;
      }
      return curve.points;
    },
  };
}
