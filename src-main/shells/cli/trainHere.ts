import type { PreparedData } from '../../../src-core/data/partition.ts';
import { totalEpochs } from '../../../src-core/experiment/stage.ts';
import type { TrialSettings } from '../../../src-core/experiment/trialConfig.ts';
import { createKernels } from '../../../src-core/kernels/createKernels.ts';
import type { Design } from '../../../src-core/network/design.ts';
import type { SavedNetwork } from '../../../src-core/network/text/savedNetwork.ts';
import type { Identification } from '../../../src-core/training/identification.ts';
import type { MetricsRecord } from '../../../src-core/training/metrics.ts';
import type { Termination } from '../../../src-core/training/termination.ts';
import { createTrainer, type Trainer } from '../../../src-core/training/trainer.ts';
import { enableRelaxedSimd } from '../../training/enableRelaxedSimd.ts';
import { startNodeThread } from '../../training/startNodeThread.ts';
import { formatMeasure, formatShare } from './formatNumbers.ts';
import { onInterrupt } from './onInterrupt.ts';
import type { Output } from './output.ts';
import { startProgress } from './progress.ts';

/** All that decides a trial. */
export interface TrialHere {
  readonly design: Design;
  readonly settings: TrialSettings;
  readonly seed: number;
  readonly data: PreparedData;
}

/** What came of a trial. */
export interface TrainedHere {
  readonly trainer: Trainer;
  readonly last: MetricsRecord | null;
  readonly identification: Identification | null;
  readonly termination: Termination;
  /** Threads that were at work in the end. */
  readonly threads: number;
}

/** How a trial is carried out, none of which decides its numbers but the weights it begins with. */
interface TrainingOptions {
  readonly output: Output;
  /** Most threads, for a large network. */
  readonly threads: number;
  /** Weights to begin with, instead of drawn ones. */
  readonly saved?: SavedNetwork | null;
}

/** Trains in this process to the end, with progress; Ctrl-C ends the training after the batch in hand. */
export async function trainHere(trial: TrialHere, { output, threads, saved = null }: TrainingOptions): Promise<TrainedHere> {
  enableRelaxedSimd();
  const { precision, arithmetic } = trial.settings;
  const kernels = createKernels(precision, { arithmetic, threads: { count: threads, start: startNodeThread } });
  const trainer = createTrainer({ ...trial, kernels, clock: () => performance.now() / 1000 });
  if (saved) trainer.network.importParameters(saved.parameters);
  // Before anything is told, so that nobody can answer it too early.
  const stop = stopOnInterrupt();
  const progress = startProgress(output, totalEpochs(trial.settings), 'epochs');

  let last: MetricsRecord | null = null;
  let identification: Identification | null = null;
  let termination: Termination | null = null;
  for (let sinceYield = performance.now(); termination === null;) {
    const event = trainer.advance();
    if (event.kind === 'done') termination = event.termination;
    if (event.kind === 'metrics') {
      last = event.record;
      identification = event.identification;
      progress.update(last.epoch, describeMetrics(last));
    }
    if (performance.now() - sinceYield > 50) {
      await new Promise((resolve) => setImmediate(resolve));
      sinceYield = performance.now();
      if (stop.asked) termination ??= { kind: 'stopped', reason: 'interrupted from the keyboard' };
    }
  }
  progress.end();
  stop.release();
  const used = kernels.threads;
  kernels.close?.();
  return { trainer, last, identification, termination, threads: used };
}

/** The measures that a record has, in a line. */
export function describeMetrics({ trainLoss, testLoss, testAccuracy, objective }: MetricsRecord): string {
  const parts = [
    ...(trainLoss === null ? [] : [`training loss ${formatMeasure(trainLoss)}`]),
    ...(objective === undefined ? [] : [`objective ${formatMeasure(objective)}`]),
    ...(testLoss === null ? [] : [`test loss ${formatMeasure(testLoss)}`]),
    ...(testAccuracy === null ? [] : [`test accuracy ${formatShare(testAccuracy)}`]),
  ];
  return parts.join(', ');
}

/** Ctrl-C ends the training after the batch in hand; a second one ends the process. */
function stopOnInterrupt(): { readonly asked: boolean; release(): void } {
  let asked = false;
  const release = onInterrupt(() => (asked = true));
  return {
    get asked() {
      return asked;
    },
    release,
  };
}
