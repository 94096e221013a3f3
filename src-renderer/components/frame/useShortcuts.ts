import { useEventListener } from '@vueuse/core';
import { useCommands } from '../../stores/commands.ts';
import { useDialogs } from '../../stores/dialogs.ts';
import { isMac, matchesShortcut } from '../../stores/shortcut.ts';

/** Runs the command whose shortcut is pressed; while a dialog is open, none. */
export function useShortcuts(): void {
  const commands = useCommands();
  const dialogs = useDialogs();
  useEventListener(window, 'keydown', (event) => {
    if (event.defaultPrevented || event.repeat || dialogs.open) return;
    const command = commands.all.find(({ shortcut }) => shortcut !== undefined && matchesShortcut(event, shortcut, isMac));
    if (!command || !commands.isEnabled(command.name)) return;
    // Undo within a text being typed is the field's own.
    if (command.group === 'Edit' && isTextField(event.target)) return;
    event.preventDefault();
    void commands.run(command.name);
  });
}

function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button'].includes(target.type);
}
