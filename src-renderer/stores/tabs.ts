import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { useProject } from './project.ts';

/**
 * What a tab shows. Open one from anywhere, the tab is made or brought to the front:
 *
 *   tabs.openTab({ kind: 'sweep', sweepId: null })            a new sweep, being defined
 *   tabs.openTab({ kind: 'sweep', sweepId })                  its definition
 *   tabs.openTab({ kind: 'results', sweepId })                its trials
 *   tabs.openTab({ kind: 'trial', sweepId, trial: 3 })        one of them
 *
 * A view gets the document's fields as props (`sweepId`, `trial`…). After a new sweep was saved its view calls
 * `tabs.replaceTab({ kind: 'sweep', sweepId: null }, { kind: 'sweep', sweepId })`.
 */
export type TabDocument =
  | { readonly kind: 'home' }
  | { readonly kind: 'import' }
  | { readonly kind: 'generate' }
  | { readonly kind: 'dataset'; readonly datasetId: string }
  | { readonly kind: 'design'; readonly designId: string }
  | { readonly kind: 'newComparison' }
  | { readonly kind: 'sweep'; readonly sweepId: string | null }
  | { readonly kind: 'results'; readonly sweepId: string }
  | { readonly kind: 'trial'; readonly sweepId: string; readonly trial: number };

/** Equal for equal documents: "trial:<sweep>:3". */
export function documentKey(document: TabDocument): string {
  switch (document.kind) {
    case 'dataset':
      return `dataset:${document.datasetId}`;
    case 'design':
      return `design:${document.designId}`;
    case 'sweep':
      return `sweep:${document.sweepId ?? ''}`;
    case 'results':
      return `results:${document.sweepId}`;
    case 'trial':
      return `trial:${document.sweepId}:${document.trial}`;
    default:
      return document.kind;
  }
}

interface SavedTabs {
  readonly documents: readonly TabDocument[];
  readonly active: string | null;
}

/** The open documents, remembered for each project so that a reload loses nothing. */
export const useTabs = defineStore('tabs', () => {
  const project = useProject();
  const documents = ref<readonly TabDocument[]>([{ kind: 'home' }]);
  const activeKey = ref<string | null>('home');

  const active = computed(() => documents.value.find((document) => documentKey(document) === activeKey.value) ?? null);
  const folder = computed(() => project.snapshot?.folder ?? null);

  function openTab(document: TabDocument): void {
    const key = documentKey(document);
    if (!documents.value.some((open) => documentKey(open) === key)) documents.value = [...documents.value, document];
    activeKey.value = key;
  }

  function closeTab(document: TabDocument): void {
    const key = documentKey(document);
    const index = documents.value.findIndex((open) => documentKey(open) === key);
    if (index < 0) return;
    documents.value = documents.value.filter((open) => documentKey(open) !== key);
    const next = documents.value[Math.min(index, documents.value.length - 1)];
    if (activeKey.value === key) activeKey.value = next ? documentKey(next) : null;
  }

  /** Puts another document in a tab's place; where that one is open already, only closes the first. */
  function replaceTab(old: TabDocument, document: TabDocument): void {
    const isOpen = documents.value.some((open) => documentKey(open) === documentKey(document));
    const wasActive = activeKey.value === documentKey(old);
    if (isOpen) closeTab(old);
    else documents.value = documents.value.map((open) => (documentKey(open) === documentKey(old) ? document : open));
    if (wasActive) activeKey.value = documentKey(document);
  }

  function closeOthers(document: TabDocument): void {
    documents.value = [document];
    activeKey.value = documentKey(document);
  }

  function activateNext(step: 1 | -1): void {
    const count = documents.value.length;
    if (count === 0) return;
    const index = documents.value.findIndex((open) => documentKey(open) === activeKey.value);
    activeKey.value = documentKey(documents.value[(index + step + count) % count]!);
  }

  /** From Home into the project: to what was open there, else to what it is about. */
  function leaveHome(): void {
    const others = documents.value.filter(({ kind }) => kind !== 'home');
    const first = others[0] ?? firstDocuments().find(({ kind }) => kind !== 'home');
    if (active.value?.kind === 'home' && first) openTab(first);
  }

  /** Where a project is entered that has no remembered tabs: what it is about, one click from training. */
  function firstDocuments(): readonly TabDocument[] {
    const [sweep] = project.sweeps;
    if (sweep) return [{ kind: sweep.state === 'draft' ? 'sweep' : 'results', sweepId: sweep.sweep.id }];
    const [dataset] = project.datasets;
    if (dataset) return [{ kind: 'dataset', datasetId: dataset.id }];
    return [{ kind: 'home' }];
  }

  function exists(document: TabDocument): boolean {
    switch (document.kind) {
      case 'dataset':
        return project.dataset(document.datasetId) !== undefined;
      case 'design':
        return project.design(document.designId) !== undefined;
      case 'sweep':
        return document.sweepId === null || project.sweep(document.sweepId) !== undefined;
      case 'results':
      case 'trial':
        return project.sweep(document.sweepId) !== undefined;
      default:
        return true;
    }
  }

  // Another project: its own tabs.
  watch(
    folder,
    (path) => {
      const saved = path === null ? null : readTabs(path);
      const kept = saved?.documents.filter(exists) ?? [];
      documents.value = path === null ? [{ kind: 'home' }] : kept.length > 0 ? kept : firstDocuments();
      const keys = documents.value.map(documentKey);
      activeKey.value = saved?.active && keys.includes(saved.active) ? saved.active : (keys[0] ?? null);
    },
    // At once, for the project may have been open before the first look at its tabs.
    { immediate: true, flush: 'sync' },
  );

  // What was deleted closes its tabs.
  watch(
    () => project.snapshot,
    () => documents.value.filter((document) => !exists(document)).forEach(closeTab),
  );

  watch([documents, activeKey], () => {
    if (folder.value !== null) writeTabs(folder.value, { documents: documents.value, active: activeKey.value });
  });

  return { documents, active, activeKey, openTab, closeTab, replaceTab, closeOthers, activateNext, leaveHome };
});

const storageKey = (folder: string): string => `neuronlearning.tabs:${folder}`;

function readTabs(folder: string): SavedTabs | null {
  try {
    const saved = JSON.parse(localStorage.getItem(storageKey(folder)) ?? 'null') as SavedTabs | null;
    return saved && Array.isArray(saved.documents) ? saved : null;
  } catch {
    // Written by another version or cut short: the project opens as if for the first time.
    return null;
  }
}

function writeTabs(folder: string, tabs: SavedTabs): void {
  localStorage.setItem(storageKey(folder), JSON.stringify(tabs));
}
