import type { EventListener } from '../../contract/events.ts';
import type { ServedWorkbench } from '../serveWorkbench.ts';

/** A workbench whose events include the commands of the shell's menus. */
export function withCommands(workbench: ServedWorkbench): { served: ServedWorkbench; send(command: string): void } {
  const listeners = new Set<EventListener>();
  return {
    served: {
      call: (name, parameters) => workbench.call(name, parameters),
      on(listener) {
        const unsubscribe = workbench.on(listener);
        listeners.add(listener);
        return () => {
          unsubscribe();
          listeners.delete(listener);
        };
      },
    },
    send(command) {
      for (const listener of listeners) listener('command', { name: command });
    },
  };
}
