import { ChartLine, Database, FlaskConical, House, Scale, Import, Layers, Settings2, Sparkles } from '@lucide/vue';
import type { Component } from 'vue';
import type { useProject } from '../../stores/project.ts';
import type { TabDocument } from '../../stores/tabs.ts';

export const documentIcons: Readonly<Record<TabDocument['kind'], Component>> = {
  home: House,
  import: Import,
  generate: Sparkles,
  dataset: Database,
  design: Layers,
  newComparison: Scale,
  sweep: Settings2,
  results: ChartLine,
  trial: FlaskConical,
};

/** What a tab is called: names, never ids. */
export function documentTitle(document: TabDocument, project: ReturnType<typeof useProject>): string {
  switch (document.kind) {
    case 'home':
      return 'Home';
    case 'import':
      return 'Import dataset';
    case 'generate':
      return 'Generate dataset';
    case 'dataset':
      return project.dataset(document.datasetId)?.name ?? 'Dataset';
    case 'design':
      return project.design(document.designId)?.name ?? 'Design';
    case 'newComparison':
      return 'Compare skins';
    case 'sweep':
      return document.sweepId === null ? 'New sweep' : `${sweepName(document.sweepId)}: definition`;
    case 'results':
      return sweepName(document.sweepId);
    case 'trial':
      return `${sweepName(document.sweepId)}: trial ${document.trial + 1}`;
  }

  function sweepName(id: string): string {
    return project.sweep(id)?.sweep.name ?? 'Sweep';
  }
}
