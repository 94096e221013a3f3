import { onActivated, onBeforeUnmount, onDeactivated, onMounted } from 'vue';
import { useCommands, type Command } from './commands.ts';

/** Commands that are there while the document that has them is in front. */
export function useDocumentCommands(commands: readonly Command[]): void {
  const registry = useCommands();
  let remove: (() => void) | null = null;

  function show(): void {
    remove ??= registry.register(commands);
  }
  function hide(): void {
    remove?.();
    remove = null;
  }

  onMounted(show);
  onActivated(show);
  onDeactivated(hide);
  onBeforeUnmount(hide);
}
