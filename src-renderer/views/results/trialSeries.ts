import type { TimedMetrics, TrialSummary } from '../../../src-main/contract/snapshots.ts';
import { seriesStyle, type LineSeries } from '../../components/charts/lineSeries.ts';
import { seedBand } from './seedBands.ts';
import type { CurveAxis, CurveCache, MeasureKind, MeasurePart } from './trialCurves.ts';
import { measured } from './trialCurves.ts';
import type { TrialColumn } from './trialColumns.ts';

export interface SeriesRequest {
  readonly trials: readonly TrialSummary[];
  readonly recordsOf: (trial: number) => readonly TimedMetrics[] | undefined;
  /** Settings that tell the trials apart. */
  readonly settings: readonly TrialColumn[];
  readonly kind: MeasureKind;
  readonly part: MeasurePart;
  readonly axis: CurveAxis;
}

/** A curve for each trial; its key is the trial's number, and its looks are that trial's everywhere. */
export function trialSeries(request: SeriesRequest, cache: CurveCache): LineSeries[] {
  return request.trials.map((trial) => ({
    key: String(trial.index),
    label: trialLabel(trial, request.settings),
    style: seriesStyle(trial.index),
    points: pointsOf(trial, request, cache),
  }));
}

/** A mean curve with its 95 % interval for each assignment; it has the key and the looks of the assignment's first trial. */
export function bandSeries(request: SeriesRequest, cache: CurveCache): LineSeries[] {
  const withoutSeed = request.settings.filter(({ key }) => key !== 'seed');
  return [...groupBySeeds(request.trials).values()].map((group) => {
    const first = group[0]!;
    const { points, band } = seedBand(
      group.map((trial) => pointsOf(trial, request, cache)),
      request.kind === 'accuracy' ? 100 : Infinity,
    );
    const seeds = group.length === 1 ? '1 seed' : `mean of ${group.length} seeds`;
    const words = settingWords(first, withoutSeed);
    return {
      key: String(first.index),
      label: words === '' ? seeds : `${words} · ${seeds}`,
      style: seriesStyle(first.index),
      points,
      band: group.length > 1 ? band : undefined,
    };
  });
}

/** Trials that differ in nothing but their seed, by what they have in common. */
export function groupBySeeds(trials: readonly TrialSummary[]): Map<string, TrialSummary[]> {
  const groups = new Map<string, TrialSummary[]>();
  for (const trial of trials) {
    const key = assignmentKey(trial);
    const group = groups.get(key);
    if (group) group.push(trial);
    else groups.set(key, [trial]);
  }
  return groups;
}

export function assignmentKey({ designName, varied }: TrialSummary): string {
  const entries = Object.entries(varied).sort(([a], [b]) => a.localeCompare(b));
  return JSON.stringify([designName, entries]);
}

export function trialLabel(trial: TrialSummary, settings: readonly TrialColumn[]): string {
  const words = settingWords(trial, settings);
  return words === '' ? `Trial ${trial.index + 1}` : `${trial.index + 1} · ${words}`;
}

function settingWords(trial: TrialSummary, settings: readonly TrialColumn[]): string {
  return settings
    .map((column) => (typeof column.order(trial) === 'number' ? `${column.label.toLowerCase()} ${column.text(trial)}` : column.text(trial)))
    .join(' · ');
}

function pointsOf(trial: TrialSummary, { recordsOf, axis, kind, part }: SeriesRequest, cache: CurveCache): LineSeries['points'] {
  return cache.points(trial.index, recordsOf(trial.index) ?? [], axis, measured(kind, part));
}
