import { useDebounceFn } from '@vueuse/core';
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { asWorkbenchError } from '../../../src-core/errors.ts';
import { designSchema, type Design } from '../../../src-core/network/design.ts';
import { useProject } from '../../stores/project.ts';
import { beginHistory, redone, undone, withChange, type History } from './history.ts';

const savePause = 400;
const typingPause = 1000;

/** A design being edited: saved as it is changed, with the way back. */
export function useDesignEditor(designId: string) {
  const project = useProject();
  const folder = project.snapshot?.folder;
  const saved = (): Design => project.design(designId)!.design;
  const history = shallowRef<History<Design>>(beginHistory(saved()));
  const design = computed(() => history.value.present);
  const isSaved = ref(true);
  const problem = ref<string | null>(null);
  let lastEdit = { kind: '', at: 0 };
  /** What the project was last told; an event that tells it back is no news. */
  let told = JSON.stringify(saved());

  /** Edits of one kind in quick succession are one step of undo. */
  function change(changed: Design, kind = ''): void {
    const now = Date.now();
    const continues = kind !== '' && kind === lastEdit.kind && now - lastEdit.at < typingPause;
    lastEdit = { kind, at: now };
    adopt(withChange(history.value, changed, continues));
  }

  function adopt(next: History<Design>): void {
    if (next === history.value) return;
    history.value = next;
    isSaved.value = false;
    void saveSoon();
  }

  function undo(): void {
    lastEdit = { kind: '', at: 0 };
    adopt(undone(history.value));
  }
  function redo(): void {
    lastEdit = { kind: '', at: 0 };
    adopt(redone(history.value));
  }

  async function save(): Promise<void> {
    // Another project may have a design of this id.
    if (isSaved.value || project.snapshot?.folder !== folder || !project.design(designId)) return;
    const current = design.value;
    const checked = designSchema.safeParse(current);
    if (!checked.success) {
      problem.value = issueWords(current, checked.error.issues[0]!);
      return;
    }
    try {
      told = JSON.stringify(checked.data);
      await project.saveDesign(designId, project.design(designId)!.name, checked.data);
      problem.value = null;
      isSaved.value = current === design.value;
    } catch (error) {
      problem.value = asWorkbenchError(error).message;
    }
  }
  const saveSoon = useDebounceFn(save, savePause);

  // Changed by another window.
  watch(
    () => project.design(designId)?.design,
    (stored) => {
      const text = JSON.stringify(stored);
      if (!stored || text === told || !isSaved.value) return;
      told = text;
      history.value = withChange(history.value, stored, false);
    },
  );

  // What could not be saved while the connection was lost.
  watch(() => project.readings, save);
  onScopeDispose(save);

  return {
    design,
    isSaved,
    problem,
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    change,
    undo,
    redo,
  };
}

function issueWords({ layers }: Design, { path, message }: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  const layer = path[0] === 'layers' ? layers[Number(path[1])] : undefined;
  const field = path.slice(2).map(String).join('.');
  if (!layer) return layers.length === 0 ? 'A design needs at least one layer.' : message;
  return `Layer "${layer.name}"${field ? `, ${field}` : ''}: ${message}`;
}
