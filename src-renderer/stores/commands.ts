import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { useNotifications } from './notifications.ts';

export const commandGroups = ['File', 'Edit', 'View', 'Run', 'Help'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** Something a person can do from the palette, a menu or the keyboard. */
export interface Command {
  /** Stable; native menus send it. */
  readonly name: string;
  readonly label: string;
  readonly group: CommandGroup;
  /** "Mod+Shift+Z", where Mod is Ctrl, and Cmd on a Mac. */
  readonly shortcut?: string;
  /** Asked whenever it is shown or run. */
  readonly isEnabled?: () => boolean;
  readonly run: () => unknown;
}

/** Commands of the frame, and of the document in front while it is there. */
export const useCommands = defineStore('commands', () => {
  const notifications = useNotifications();
  const registered = shallowRef<readonly Command[]>([]);

  /** Of two commands of one name the later stands, so that a document's "undo" takes the place of the frame's. */
  const byName = computed(() => new Map(registered.value.map((command) => [command.name, command])));
  const all = computed(() => [...byName.value.values()]);

  /** Returns the function that takes them away again. */
  function register(commands: readonly Command[]): () => void {
    registered.value = [...registered.value, ...commands];
    return () => {
      registered.value = registered.value.filter((command) => !commands.includes(command));
    };
  }

  function isEnabled(name: string): boolean {
    const command = byName.value.get(name);
    return command !== undefined && (command.isEnabled?.() ?? true);
  }

  /** Does nothing where the command is unknown or not to be had at the moment. */
  async function run(name: string): Promise<void> {
    const command = byName.value.get(name);
    if (!command || !isEnabled(name)) return;
    await notifications.attempt(command.label.replace('…', ''), async () => command.run());
  }

  return { all, register, isEnabled, run };
});
