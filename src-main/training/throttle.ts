/** Calls `action` for a key at once, then at most once an interval; the last wish within an interval is served at its end. */
export interface Throttle {
  request(key: string, action: () => void): void;
  /** Forgets what waits. What is not cleared keeps the process alive until it is served: the last event of all must not be lost. */
  clear(): void;
}

export function createThrottle(milliseconds: number): Throttle {
  const timers = new Map<string, NodeJS.Timeout>();
  const waiting = new Map<string, () => void>();

  function openInterval(key: string): void {
    timers.set(
      key,
      setTimeout(() => closeInterval(key), milliseconds),
    );
  }

  function closeInterval(key: string): void {
    const action = waiting.get(key);
    waiting.delete(key);
    timers.delete(key);
    if (!action) return;
    openInterval(key);
    action();
  }

  return {
    request(key, action) {
      if (timers.has(key)) {
        waiting.set(key, action);
        return;
      }
      openInterval(key);
      action();
    },
    clear() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      waiting.clear();
    },
  };
}
