/** A function that runs the task at the next frame, once, however often it was called before then. */
export function oncePerFrame(task: () => void): (() => void) & { cancel(): void } {
  let pending: number | null = null;
  const run = (): void => {
    pending = null;
    task();
  };
  const schedule = (): void => {
    pending ??= requestAnimationFrame(run);
  };
  schedule.cancel = (): void => {
    if (pending !== null) cancelAnimationFrame(pending);
    pending = null;
  };
  return schedule;
}
