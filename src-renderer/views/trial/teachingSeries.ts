import type { TimedMetrics } from '../../../src-main/contract/snapshots.ts';
import { seriesStyle, type LineSeries } from '../../components/charts/lineSeries.ts';

/** The share of neurons that are fit, layer by layer, in per cent over epochs; empty where no layer has clipped neurons. */
export function fitSeries(records: readonly TimedMetrics[]): LineSeries[] {
  const layers = [...new Set(records.flatMap(({ fitShares }) => Object.keys(fitShares ?? {})))];
  return layers.map((layer, index) => ({
    key: layer,
    label: layer,
    style: seriesStyle(index),
    points: records.flatMap(({ epoch, fitShares }) => {
      const share = fitShares?.[layer];
      return share === undefined ? [] : [{ x: epoch, y: 100 * share }];
    }),
  }));
}

/** What a skin without targets lowers, over epochs; empty where it lowers nothing. */
export function objectiveSeries(records: readonly TimedMetrics[], trial: number): LineSeries[] {
  const points = records.flatMap(({ epoch, objective }) => (objective === undefined ? [] : [{ x: epoch, y: objective }]));
  return points.length === 0 ? [] : [{ key: 'objective', label: 'Objective', style: { colour: trial % 8, dash: 0 }, points }];
}
