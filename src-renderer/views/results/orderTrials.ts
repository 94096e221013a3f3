import type { TrialState, TrialSummary } from '../../../src-main/contract/snapshots.ts';
import type { TableSort } from '../../components/tables/tableColumn.ts';
import { trialStates } from '../../components/tables/trialStates.ts';
import type { TrialColumn } from './trialColumns.ts';

export interface TrialFilter {
  /** Words that must all be found in a trial's number as it is shown, state or settings. */
  readonly text: string;
  readonly state: TrialState | null;
}

/** Numbers of the trials that pass the filter, in the order asked for; what has no value comes last either way. */
export function orderTrials(
  trials: readonly (TrialSummary | undefined)[],
  columns: readonly TrialColumn[],
  filter: TrialFilter,
  sort: TableSort | null,
): number[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const settings = columns.filter(({ group }) => group === 'setting');
  const passing = trials.filter((trial): trial is TrialSummary => trial !== undefined && passes(trial, settings, filter.state, words));
  const column = sort && columns.find(({ key }) => key === sort.key);
  if (!column) return passing.map(({ index }) => index);
  const sign = sort.descending ? -1 : 1;
  return passing
    .map((trial) => ({ index: trial.index, order: column.order(trial) }))
    .sort((a, b) => compareOrders(a.order, b.order, sign) || a.index - b.index)
    .map(({ index }) => index);
}

/** Columns worth showing where only what differs is wanted: settings that vary, and measures that any trial has. */
export function differingColumns(trials: readonly (TrialSummary | undefined)[], columns: readonly TrialColumn[]): TrialColumn[] {
  const first = trials.find((trial) => trial !== undefined);
  return columns.filter((column) => {
    if (column.group === 'setting') return trials.some((trial) => trial && first && column.text(trial) !== column.text(first));
    if (column.group === 'measure') return trials.some((trial) => trial && column.order(trial) !== null);
    return true;
  });
}

function passes(trial: TrialSummary, settings: readonly TrialColumn[], state: TrialState | null, words: readonly string[]): boolean {
  if (state !== null && trial.state !== state) return false;
  if (words.length === 0) return true;
  const said = settings.map((column) => `${column.label} ${column.text(trial)}`);
  const text = [trial.index + 1, trialStates[trial.state].label, ...said].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

function compareOrders(a: number | string | null, b: number | string | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * String(a).localeCompare(String(b), 'en', { numeric: true });
}
