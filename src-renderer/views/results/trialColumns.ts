import type { Dimension } from '../../../src-core/experiment/searchSpace.ts';
import type { Sweep } from '../../../src-core/experiment/sweep.ts';
import type { MetricsRecord } from '../../../src-core/training/metrics.ts';
import type { TrialSummary } from '../../../src-main/contract/snapshots.ts';
import { settingLabel, settingOrder, settingText } from '../../components/forms/settingWords.ts';
import type { TableColumn } from '../../components/tables/tableColumn.ts';
import { trialStates } from '../../components/tables/trialStates.ts';
import { readsWords } from '../../components/tables/readsWords.ts';
import { formatDuration } from '../../format/formatDuration.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { trialReads } from '../sweep/teachingOf.ts';

/** A column of the table of trials: how it looks, and what it says of a trial. */
export interface TrialColumn extends TableColumn {
  readonly group: 'trial' | 'setting' | 'measure' | 'effort';
  /** Shown whether or not it differs, and not to be hidden. */
  readonly isFixed: boolean;
  order(trial: TrialSummary): number | string | null;
  text(trial: TrialSummary): string;
}

type Measure = 'trainLoss' | 'trainAccuracy' | 'validationLoss' | 'validationAccuracy' | 'testLoss' | 'testAccuracy';
const measures: readonly (readonly [Measure, string])[] = [
  ['trainLoss', 'Training loss'],
  ['validationLoss', 'Validation loss'],
  ['testLoss', 'Test loss'],
  ['trainAccuracy', 'Training accuracy'],
  ['validationAccuracy', 'Validation accuracy'],
  ['testAccuracy', 'Test accuracy'],
];

/** The columns for a sweep, in the order shown: the trial, its settings, what came of it, what it took. */
export function trialColumns(sweep: Sweep): readonly TrialColumn[] {
  const varied = sweep.space.filter(({ path }) => path !== 'design');
  return [
    fixed('index', 'Trial', 84, (trial) => trial.index),
    fixed('state', 'State', 148, (trial) => trialStates[trial.state].label),
    { ...fixed('actions', 'Actions', 64, () => null), sortable: false, isLabelHidden: true },
    { ...fixed('reads', 'May read', 116, (trial) => readsText(sweep, trial)), help: 'What its teaching may read of a sample' },
    designColumn(sweep),
    ...varied.map(variedSetting),
    {
      ...setting(
        'seed',
        'Seed',
        (trial) => trial.seed,
        (trial) => String(trial.seed),
      ),
      width: '72px',
      minimumWidth: 72,
      align: 'right',
    },
    ...measures.map(([key, label]) => measure(key, label)),
    effort(
      'epoch',
      'Epoch',
      'Passes over the training part',
      (trial) => trial.progress?.epoch ?? trial.metrics?.epoch ?? null,
      (value) => formatNumber(value === null || value < 100 ? value : Math.floor(value), 3),
    ),
    effort(
      'gradientEvaluations',
      'Gradients',
      'Gradient evaluations',
      (trial) => trial.metrics?.gradientEvaluations ?? null,
      (value) => formatNumber(value),
    ),
    effort(
      'seconds',
      'Time',
      'Wall time of training',
      (trial) => (trial.seconds > 0 ? trial.seconds : null),
      (value) => formatDuration(value),
    ),
  ];
}

/** Recipes are known by their names alone: these take what room they need. */
function designColumn({ recipes }: Sweep): TrialColumn {
  const name = (trial: TrialSummary): string => trial.designName;
  if (recipes.length === 0) return setting('design', 'Design', name, name);
  return { ...setting('design', 'Recipe', name, name), width: 'minmax(168px, 1.5fr)', minimumWidth: 168 };
}

function readsText(sweep: Sweep, trial: TrialSummary): string {
  const reads = trialReads(sweep, trial);
  return reads ? readsWords[reads].label : '';
}

export function formatMeasure(key: string, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return key.endsWith('Accuracy') ? `${(100 * value).toFixed(2)} %` : formatNumber(value, 4);
}

function fixed(key: string, label: string, width: number, order: TrialColumn['order']): TrialColumn {
  const base = {
    key,
    label,
    width: `${width}px`,
    minimumWidth: width,
    align: 'left',
    sortable: true,
    group: 'trial',
    isFixed: true,
  } as const;
  return { ...base, order, text: (trial) => String(order(trial) ?? '') };
}

function setting(key: string, label: string, order: TrialColumn['order'], text: TrialColumn['text']): TrialColumn {
  return {
    key,
    label,
    width: 'minmax(112px, 1fr)',
    minimumWidth: 112,
    align: 'left',
    sortable: true,
    group: 'setting',
    isFixed: false,
    order,
    text,
  };
}

function variedSetting(dimension: Dimension): TrialColumn {
  const { path } = dimension;
  const among = dimension.kind === 'list' ? dimension.values : [];
  const text = (trial: TrialSummary): string => (path in trial.varied ? settingText(path, trial.varied[path], among) : '–');
  const column = setting(path, settingLabel(path), (trial) => settingOrder(path, trial.varied[path], among), text);
  const isNumeric = dimension.kind === 'range' || dimension.values.every((value) => typeof value === 'number');
  if (isNumeric) return { ...column, align: 'right' };
  // Whole choices say much: they take what room there is.
  const isChoice = dimension.kind === 'list' && dimension.values.some((value) => typeof value === 'object' && value !== null);
  return isChoice ? { ...column, width: 'minmax(224px, 3fr)', minimumWidth: 224 } : column;
}

function measure(key: Measure, label: string): TrialColumn {
  const order = (trial: TrialSummary): number | null => (trial.metrics as MetricsRecord | null)?.[key] ?? null;
  const looks = {
    width: 'minmax(128px, 0.6fr)',
    minimumWidth: 128,
    align: 'right',
    sortable: true,
    startsDescending: key.endsWith('Accuracy'),
  } as const;
  return { key, label, ...looks, group: 'measure', isFixed: false, order, text: (trial) => formatMeasure(key, order(trial)) };
}

function effort(
  key: string,
  label: string,
  help: string,
  order: (trial: TrialSummary) => number | null,
  format: (value: number | null) => string,
): TrialColumn {
  return {
    key,
    label,
    help,
    width: '76px',
    minimumWidth: 76,
    align: 'right',
    sortable: true,
    group: 'effort',
    isFixed: false,
    order,
    text: (trial) => format(order(trial)),
  };
}
