import type { EventName, WorkbenchEvents } from '../../src-main/contract/events.ts';

/** Listeners of one kind of message, called in the order in which they subscribed. */
export interface Listeners<Payload> {
  add(listener: (payload: Payload) => void): () => void;
  tell(payload: Payload): void;
}

export function createListeners<Payload>(): Listeners<Payload> {
  const listeners = new Set<(payload: Payload) => void>();
  return {
    add(listener) {
      // A function of its own, so that the same listener may subscribe twice.
      const entry = (payload: Payload): void => listener(payload);
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
    tell(payload) {
      for (const listener of [...listeners]) listener(payload);
    },
  };
}

export interface EventListeners {
  on<Name extends EventName>(name: Name, listener: (payload: WorkbenchEvents[Name]) => void): () => void;
  tell<Name extends EventName>(name: Name, payload: WorkbenchEvents[Name]): void;
}

export function createEventListeners(): EventListeners {
  const byName: { [Name in EventName]: Listeners<WorkbenchEvents[Name]> } = {
    projectChanged: createListeners(),
    sweepChanged: createListeners(),
    trialChanged: createListeners(),
    metricsAdded: createListeners(),
    message: createListeners(),
    command: createListeners(),
  };
  return {
    on: (name, listener) => byName[name].add(listener),
    tell: (name, payload) => byName[name].tell(payload),
  };
}
