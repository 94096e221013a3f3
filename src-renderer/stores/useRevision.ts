import { onActivated, onDeactivated, ref, shallowRef, watch, type Ref } from 'vue';
import type { SweepTrials } from './trials.ts';

/**
 * A counter that follows the changes of a sweep's trials, at most every `milliseconds`, and stands still while its document is not in
 * front: what nobody sees is not drawn.
 */
export function useRevision(trials: SweepTrials, milliseconds: number): Readonly<Ref<number>> {
  const revision = shallowRef(trials.changed.value);
  const isActive = ref(true);
  let timer: ReturnType<typeof setTimeout> | null = null;
  let drawnAt = -Infinity;

  function take(): void {
    timer = null;
    drawnAt = Date.now();
    if (isActive.value) revision.value = trials.changed.value;
  }

  watch([trials.changed, isActive], () => {
    if (!isActive.value || timer !== null) return;
    const wait = drawnAt + milliseconds - Date.now();
    if (wait <= 0) take();
    else timer = setTimeout(take, wait);
  });
  onActivated(() => (isActive.value = true));
  onDeactivated(() => (isActive.value = false));
  return revision;
}
