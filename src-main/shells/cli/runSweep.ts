import { asWorkbenchError } from '../../../src-core/errors.ts';
import type { WorkbenchEvents } from '../../contract/events.ts';
import type { Workbench } from '../../workbench.ts';
import type { SweepSummary, TrialSummary } from '../../contract/snapshots.ts';
import { formatShare } from './formatNumbers.ts';
import { onInterrupt } from './onInterrupt.ts';
import type { Output } from './output.ts';
import { startProgress } from './progress.ts';

export interface SweepRun {
  readonly summary: SweepSummary;
  readonly trials: readonly TrialSummary[];
  /** Ended by Ctrl-C; what was left can be resumed. */
  readonly interrupted: boolean;
}

/** Starts or resumes a sweep and waits for its end, with a progress bar over all trials. Ctrl-C stops every trial at a checkpoint. */
export async function runSweep(workbench: Workbench, sweepId: string, output: Output): Promise<SweepRun> {
  const { api } = workbench;
  let interrupted = false;
  const pause = () => api.pauseSweep({ id: sweepId }).catch((error: unknown) => output.note(asWorkbenchError(error).message));
  const stopListening = onInterrupt(() => {
    interrupted = true;
    output.note('Stopping at a checkpoint…');
    void pause();
  });
  const unsubscribe = workbench.on((name, payload) => {
    if (name === 'message') output.note((payload as WorkbenchEvents['message']).text);
  });
  try {
    const before = (await api.project({}))?.sweeps.find(({ sweep }) => sweep.id === sweepId);
    const ended = sweepEnded(workbench, sweepId);
    const started = before && before.state !== 'draft' ? await api.resumeSweep({ id: sweepId }) : await api.startSweep({ id: sweepId });
    // What was asked for before there was anything to pause.
    if (interrupted) await pause();
    const stopProgress = followTrials(workbench, sweepId, await api.trials({ sweepId }), output);
    const summary = started.state === 'finished' ? started : await ended;
    stopProgress();
    return { summary, trials: await api.trials({ sweepId }), interrupted };
  } finally {
    unsubscribe();
    stopListening();
  }
}

function sweepEnded(workbench: Workbench, sweepId: string): Promise<SweepSummary> {
  return new Promise((resolve) => {
    const unsubscribe = workbench.on((name, payload) => {
      if (name !== 'sweepChanged') return;
      const summary = payload as SweepSummary;
      const busy = (summary.counts.running ?? 0) + (summary.counts.stopping ?? 0) > 0;
      if (summary.sweep.id !== sweepId || summary.state === 'running' || busy) return;
      unsubscribe();
      resolve(summary);
    });
  });
}

/** Shows how much of all trials' budgets is used, and the best accuracy so far; those that had ended before count too. */
function followTrials(workbench: Workbench, sweepId: string, trials: readonly TrialSummary[], output: Output): () => void {
  const progress = startProgress(output, trials.length, 'trials');
  const done = new Map<number, number>();
  let best = 0;
  let reported = -1;

  function take({ index, termination, progress: course, metrics }: TrialSummary): void {
    done.set(index, termination !== null ? 1 : (course?.fraction ?? 0));
    best = Math.max(best, metrics?.testAccuracy ?? 0);
  }

  function show(): void {
    const sum = [...done.values()].reduce((whole, part) => whole + part, 0);
    // Piped output gets a line a finished trial, not ten a second.
    const shown = output.interactive ? Math.round(sum * 10) / 10 : Math.floor(sum + 1e-9);
    if (shown === reported) return;
    reported = shown;
    progress.update(shown, best > 0 ? `best test accuracy ${formatShare(best)}` : '');
  }

  for (const trial of trials) take(trial);
  show();
  const unsubscribe = workbench.on((name, payload) => {
    if (name !== 'trialChanged') return;
    const { sweepId: id, summary } = payload as WorkbenchEvents['trialChanged'];
    if (id !== sweepId) return;
    take(summary);
    show();
  });
  return () => {
    unsubscribe();
    progress.end();
  };
}
