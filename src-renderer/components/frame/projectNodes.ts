import { ChartLine, Database, Layers, Scale, Settings2 } from '@lucide/vue';
import type { Component } from 'vue';
import { formatCount } from '../../format/formatNumber.ts';
import type { SweepSummary } from '../../../src-main/contract/snapshots.ts';
import type { useProject } from '../../stores/project.ts';
import { sweepReads } from '../../views/sweep/teachingOf.ts';
import { readsWords } from '../tables/readsWords.ts';
import type { TabDocument } from '../../stores/tabs.ts';

/** A line of the project's tree. Groups have children and a command that adds one. */
export interface TreeNode {
  readonly key: string;
  readonly label: string;
  /** Said in its tooltip; the label where there is none. */
  readonly title?: string;
  readonly icon?: Component;
  readonly document?: TabDocument;
  readonly badge?: { readonly text: string; readonly title: string; readonly kind: 'plain' | 'running' };
  readonly children?: TreeNode[];
  readonly addCommand?: string;
  readonly addLabel?: string;
  /** Other commands that belong to a group. */
  readonly moreCommands?: readonly string[];
}

export function projectNodes({ datasets, designs, sweeps }: ReturnType<typeof useProject>): TreeNode[] {
  return [
    {
      key: 'datasets',
      label: 'Datasets',
      addCommand: 'importDataset',
      addLabel: 'Import a dataset',
      children: datasets.map(({ id, name, rows }) => ({
        key: `dataset:${id}`,
        label: name,
        icon: Database,
        document: { kind: 'dataset', datasetId: id },
        badge: { text: formatCount(rows), title: `${formatCount(rows)} rows`, kind: 'plain' },
      })),
    },
    {
      key: 'designs',
      label: 'Designs',
      addCommand: 'newDesign',
      addLabel: 'Make a new design',
      children: designs.map(({ id, name }) => ({
        key: `design:${id}`,
        label: name,
        icon: Layers,
        document: { kind: 'design', designId: id },
      })),
    },
    {
      key: 'sweeps',
      label: 'Sweeps',
      addCommand: 'newSweep',
      addLabel: 'Make a new sweep',
      moreCommands: ['newComparison'],
      children: sweeps.map(sweepNode),
    },
  ];
}

function sweepNode(summary: SweepSummary): TreeNode {
  const { id, name } = summary.sweep;
  const isDraft = summary.state === 'draft';
  return {
    key: `sweep:${id}`,
    label: name,
    title: `${name}: may read ${sweepReads(summary.sweep)
      .map((reads) => readsWords[reads].label)
      .join(', ')}`,
    icon: sweepIcon(summary),
    document: { kind: isDraft ? 'sweep' : 'results', sweepId: id },
    badge: sweepBadge(summary),
  };
}

function sweepIcon({ sweep, state }: SweepSummary): Component {
  if (sweep.recipes.length > 0) return Scale;
  return state === 'draft' ? Settings2 : ChartLine;
}

function sweepBadge({ state, counts, trials }: SweepSummary): TreeNode['badge'] {
  const waiting = (counts.queued ?? 0) + (counts.running ?? 0) + (counts.stopping ?? 0);
  const ended = `${formatCount(trials - waiting)}/${formatCount(trials)}`;
  switch (state) {
    case 'draft':
      return { text: 'draft', title: 'Not started yet', kind: 'plain' };
    case 'running':
      return { text: ended, title: `Running: ${ended} trials have ended`, kind: 'running' };
    case 'paused':
      return { text: `${ended} paused`, title: `Paused: ${ended} trials have ended`, kind: 'plain' };
    case 'finished':
      return { text: formatCount(trials), title: `Finished: ${formatCount(trials)} trials`, kind: 'plain' };
  }
}
