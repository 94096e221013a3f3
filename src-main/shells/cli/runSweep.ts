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
  const before = (await workbench.api.project({}))?.sweeps.find(({ sweep }) => sweep.id === sweepId);
  let interrupted = false;
  const stopListening = onInterrupt(() => {
    interrupted = true;
    output.note('Stopping at a checkpoint…');
    void workbench.api.pauseSweep({ id: sweepId });
  });
  const ended = sweepEnded(workbench, sweepId);
  const started =
    before && before.state !== 'draft' ? await workbench.api.resumeSweep({ id: sweepId }) : await workbench.api.startSweep({ id: sweepId });
  const stopProgress = followTrials(workbench, sweepId, started.trials, output);
  const summary = started.state === 'finished' ? started : await ended;
  stopProgress();
  stopListening();
  return { summary, trials: await workbench.api.trials({ sweepId }), interrupted };
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

/** Shows how much of all trials' budgets is used, and the best accuracy so far. */
function followTrials(workbench: Workbench, sweepId: string, total: number, output: Output): () => void {
  const progress = startProgress(output, total, 'trials');
  const done = new Map<number, number>();
  let best: number | null = null;
  let reported = -1;
  const unsubscribe = workbench.on((name, payload) => {
    if (name !== 'trialChanged') return;
    const { sweepId: id, summary } = payload as { sweepId: string; summary: TrialSummary };
    if (id !== sweepId) return;
    const ended = summary.termination !== null;
    done.set(summary.index, ended ? 1 : (summary.progress?.fraction ?? 0));
    best = Math.max(best ?? 0, summary.metrics?.testAccuracy ?? 0);
    const sum = [...done.values()].reduce((whole, part) => whole + part, 0);
    // Piped output gets a line a finished trial, not ten a second.
    const shown = output.interactive ? Math.round(sum * 10) / 10 : Math.floor(sum + 1e-9);
    if (shown === reported) return;
    reported = shown;
    progress.update(shown, best > 0 ? `best test accuracy ${formatShare(best)}` : '');
  });
  return () => {
    unsubscribe();
    progress.end();
  };
}
