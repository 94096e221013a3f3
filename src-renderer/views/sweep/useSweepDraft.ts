import { useDebounceFn, useRefHistory } from '@vueuse/core';
import { computed, onBeforeUnmount, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { sweepSchema, type Sweep } from '../../../src-core/experiment/sweep.ts';
import { useNotifications } from '../../stores/notifications.ts';
import { useProject } from '../../stores/project.ts';
import { useWorkbench } from '../../stores/workbench.ts';

export interface SweepDraft {
  /** The sweep as the form shows it; replaced by every edit, saved a moment later. */
  readonly sweep: ShallowRef<Sweep>;
  readonly isEditable: ComputedRef<boolean>;
  readonly isSaved: Readonly<Ref<boolean>>;
  change(edit: Partial<Sweep>): void;
  /** Saves what was not saved yet; answers whether all is. */
  flush(): Promise<boolean>;
  undo(): void;
  redo(): void;
  readonly canUndo: ComputedRef<boolean>;
  readonly canRedo: ComputedRef<boolean>;
}

const saveAfter = 400;

/** Edits of a sweep that was not started, kept as they are made. What the schema refuses stays in the form and is not saved. */
export function useSweepDraft(sweepId: string): SweepDraft {
  const project = useProject();
  const workbench = useWorkbench();
  const folder = project.snapshot?.folder;
  const notifications = useNotifications();
  const stored = computed(() => project.sweep(sweepId));
  const sweep = shallowRef<Sweep>(stored.value!.sweep);
  const history = useRefHistory(sweep, { capacity: 200, flush: 'sync' });
  const isSaved = ref(true);
  const isEditable = computed(() => project.canWrite && stored.value?.state === 'draft');

  // A sweep that was started, or changed from elsewhere, is shown as the workbench has it.
  watch(stored, (summary) => {
    if (!summary || (isEditable.value && !isSaved.value)) return;
    if (JSON.stringify(summary.sweep) !== JSON.stringify(sweep.value)) sweep.value = summary.sweep;
  });

  // While nobody answers it waits for the next reading of the project.
  const saveSoon = useDebounceFn(() => void (workbench.online && flush()), saveAfter);

  function set(next: Sweep): void {
    sweep.value = next;
    touched();
  }

  function touched(): void {
    isSaved.value = false;
    void saveSoon();
  }

  async function flush(): Promise<boolean> {
    if (isSaved.value || !isEditable.value) return true;
    // Another project may have a sweep of this id.
    if (project.snapshot?.folder !== folder) return false;
    const saving = sweep.value;
    const parsed = sweepSchema.safeParse(saving);
    if (!parsed.success) return false;
    const saved = await notifications.attempt('Saving the sweep', () => project.saveSweep(parsed.data));
    // Edits made meanwhile are saved by the next round.
    if (saved && sweep.value === saving) isSaved.value = true;
    return isSaved.value;
  }

  watch(
    () => project.readings,
    () => void flush(),
  );
  onBeforeUnmount(() => void flush());

  return {
    sweep,
    isEditable,
    isSaved,
    change: (edit) => set({ ...sweep.value, ...edit }),
    flush,
    undo() {
      history.undo();
      touched();
    },
    redo() {
      history.redo();
      touched();
    },
    canUndo: computed(() => isEditable.value && history.canUndo.value),
    canRedo: computed(() => isEditable.value && history.canRedo.value),
  };
}
