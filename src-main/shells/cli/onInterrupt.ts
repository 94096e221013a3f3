const signals = ['SIGINT', 'SIGTERM'] as const;
/** Milliseconds. Packages that tidy up at a signal raise it again, to end the process; on a busy machine that takes a while to arrive. */
const earliestSecond = 2000;
/** What shells report for a program ended by Ctrl-C. */
const interruptedExitCode = 130;

/** Calls the listener at the first Ctrl-C; another one, two seconds later or more, ends the process. Returns the function that stops listening. */
export function onInterrupt(listener: () => void): () => void {
  let first: number | null = null;
  const handle = (): void => {
    if (first === null) {
      first = Date.now();
      listener();
    } else if (Date.now() - first > earliestSecond) {
      process.exit(interruptedExitCode);
    }
  };
  for (const signal of signals) process.on(signal, handle);
  return () => {
    for (const signal of signals) process.removeListener(signal, handle);
  };
}
