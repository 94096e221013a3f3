const signals = ['SIGINT', 'SIGTERM'] as const;
/** Packages that tidy up at a signal raise it again at once, to end the process; a person is slower. */
const fastestPerson = 300;
/** What shells report for a program ended by Ctrl-C. */
const interruptedExitCode = 130;

/** Calls the listener at the first Ctrl-C; a second one ends the process. Returns the function that stops listening. */
export function onInterrupt(listener: () => void): () => void {
  let first: number | null = null;
  const handle = (): void => {
    if (first === null) {
      first = Date.now();
      listener();
    } else if (Date.now() - first > fastestPerson) {
      process.exit(interruptedExitCode);
    }
  };
  for (const signal of signals) process.on(signal, handle);
  return () => {
    for (const signal of signals) process.removeListener(signal, handle);
  };
}
