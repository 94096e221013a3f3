import { useStorage } from '@vueuse/core';
import type { RemovableRef } from '@vueuse/core';
import type { TrialState } from '../../../src-main/contract/snapshots.ts';
import type { TableSort } from '../../components/tables/tableColumn.ts';
import type { CurveAxis, MeasureKind, MeasurePart } from './trialCurves.ts';

/** A comparison can be seen by recipe, and as the trials it is made of. */
export const resultsViews = [
  { value: 'comparison', label: 'Comparison' },
  { value: 'trials', label: 'Trials' },
] as const;

/** How a person looks at the results of a sweep. */
export interface ResultsSettings {
  filterText: string;
  filterState: TrialState | null;
  sort: TableSort | null;
  onlyDiffering: boolean;
  hiddenColumns: string[];
  part: MeasurePart;
  axis: CurveAxis;
  /** Of a comparison. */
  view: (typeof resultsViews)[number]['value'];
  measures: MeasureKind | 'both';
  bands: boolean;
  logarithmicLoss: boolean;
  logarithmicAccuracy: boolean;
}

const usual: ResultsSettings = {
  filterText: '',
  filterState: null,
  sort: null,
  onlyDiffering: true,
  hiddenColumns: ['gradientEvaluations'],
  part: 'test',
  axis: 'epoch',
  view: 'comparison',
  measures: 'both',
  bands: false,
  logarithmicLoss: true,
  logarithmicAccuracy: false,
};

/** Remembered for each sweep of each project on this machine, so that closing a tab loses nothing. */
export function useResultsSettings(folder: string, sweepId: string): RemovableRef<ResultsSettings> {
  return useStorage(`neuronlearning.results:${folder}:${sweepId}`, { ...usual }, undefined, { mergeDefaults: true });
}
