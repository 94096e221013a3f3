import { useEventListener } from '@vueuse/core';

/** Keeps a file dropped beside its place from being opened instead of the workbench. */
export function useNoStrayDrops(): void {
  const prevent = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };
  useEventListener(window, 'dragover', prevent);
  useEventListener(window, 'drop', prevent);
}
