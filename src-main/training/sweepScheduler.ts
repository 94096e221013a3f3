import { availableParallelism } from 'node:os';
import type { Dataset } from '../../src-core/data/dataset.ts';
import { WorkbenchError } from '../../src-core/errors.ts';
import type { Sweep } from '../../src-core/experiment/sweep.ts';
import { mostThreads } from '../../src-core/kernels/threads.ts';
import type { EventListener } from '../contract/events.ts';
import type { SweepSummary, TimedMetrics } from '../contract/snapshots.ts';
import type { Study } from '../project/studyFile.ts';
import type { ShellServices } from '../shellServices.ts';
import { datasetFingerprint } from './datasetFingerprint.ts';
import { planRecords } from './recoverTrials.ts';
import type { SweepPlan } from './sweepRecords.ts';
import { openSweepRun, type SweepRun } from './sweepRun.ts';
import { createThrottle } from './throttle.ts';
import { createTrainerPool, type TrainerPoolOptions } from './trainerPool.ts';

/** What the scheduler reads of the open project; asked anew each time. */
export interface ScheduledProject {
  readonly folder: string;
  readonly readOnly: string | null;
  sweep(id: string): Sweep;
  designs(ids: readonly string[]): Study['designs'];
  dataset(id: string): Dataset;
}

/** Runs the trials of a project's sweeps, as many at a time as there are workers. */
export interface SweepScheduler {
  /** Opens the journal of a sweep of the study; answers with what was damaged. */
  open(sweepId: string): Promise<readonly string[]>;
  /** @throws experiment/unknown-sweep */
  run(sweepId: string): SweepRun;
  summary(sweepId: string): SweepSummary;
  /** Plans the trials and starts them. @throws experiment/already-started, and what is wrong with the search space */
  start(sweepId: string): Promise<void>;
  /** Stops all trials at a checkpoint. */
  pauseAll(): void;
  /** Stops its trials and lets go of its folder; it can still be looked at, and opened anew. */
  release(sweepId: string): Promise<void>;
  /** Of a sweep that was released. */
  forget(sweepId: string): void;
  close(): Promise<void>;
}

export interface SchedulerOptions extends TrainerPoolOptions {
  /** Trials at a time of sweeps that do not say; default: processor cores − 1. */
  readonly defaultWorkers?: number;
  /** Processor cores; default: those of the machine. */
  readonly cores?: number;
}

const eventMilliseconds = 100;

export function createSweepScheduler(
  project: ScheduledProject,
  services: Pick<ShellServices, 'forkTrainer'>,
  emit: EventListener,
  { cores = availableParallelism(), defaultWorkers = Math.max(1, cores - 1), ...poolOptions }: SchedulerOptions = {},
): SweepScheduler {
  const pool = createTrainerPool(() => services.forkTrainer(), poolOptions);
  const runs = new Map<string, SweepRun>();
  const throttle = createThrottle(eventMilliseconds);
  const metrics = createMetricsGatherer(emit);

  function run(sweepId: string): SweepRun {
    const found = runs.get(sweepId);
    if (found) return found;
    throw new WorkbenchError('experiment/unknown-sweep', `There is no sweep "${sweepId}" in this project.`, { sweepId });
  }

  function summary(sweepId: string): SweepSummary {
    return run(sweepId).summary(project.sweep(sweepId));
  }

  /** A sweep with a number of workers of its own keeps to it; the others share the default number with all that runs. */
  function mayStart(sweepRun: SweepRun): boolean {
    if (sweepRun.workers !== null) return sweepRun.runningCount < sweepRun.workers;
    return [...runs.values()].reduce((sum, { runningCount }) => sum + runningCount, 0) < defaultWorkers;
  }

  /**
   * Cores that trials at a time leave idle, all that run or wait being counted. One core is left to the window: threads that share theirs
   * with another program wait for each other longer than they gain.
   */
  function threadsPerTrial(): number {
    const trials = [...runs.values()].reduce((sum, { openCount, workers }) => sum + Math.min(openCount, workers ?? defaultWorkers), 0);
    return Math.max(1, Math.min(mostThreads, Math.floor((cores - 1) / Math.max(1, trials))));
  }

  function fillWorkers(): void {
    for (const sweepRun of runs.values()) {
      while (mayStart(sweepRun) && sweepRun.startNext());
    }
  }

  function currentPlan(sweepId: string): SweepPlan {
    const sweep = project.sweep(sweepId);
    const dataset = { id: sweep.datasetId, sha256: datasetFingerprint(project.dataset(sweep.datasetId)) };
    return { type: 'begun', sweep, dataset, designs: project.designs(sweep.designIds) };
  }

  return {
    async open(sweepId) {
      const opened = await openSweepRun({
        projectFolder: project.folder,
        sweepId,
        readOnly: project.readOnly !== null,
        pool,
        threadsPerTrial,
        currentPlan: () => currentPlan(sweepId),
        listener: {
          onSweep: () => throttle.request(sweepId, () => runs.has(sweepId) && emit('sweepChanged', summary(sweepId))),
          onTrial: (index) =>
            throttle.request(
              `${sweepId}/${index}`,
              () => runs.has(sweepId) && emit('trialChanged', { sweepId, summary: run(sweepId).trial(index) }),
            ),
          onMetrics: (index, added) => metrics.add(sweepId, index, added),
          onTrouble: (text) => emit('message', { level: 'error', text }),
          onQueue: fillWorkers,
        },
      });
      runs.set(sweepId, opened);
      return opened.warnings;
    },
    run,
    summary,
    async start(sweepId) {
      const sweepRun = run(sweepId);
      if (sweepRun.begun)
        throw new WorkbenchError('experiment/already-started', `The sweep "${project.sweep(sweepId).name}" was started already.`, {
          sweepId,
        });
      await sweepRun.begin(currentPlan(sweepId), planRecords(project.sweep(sweepId)));
    },
    pauseAll() {
      for (const sweepRun of runs.values()) sweepRun.pause();
    },
    release: (sweepId) => run(sweepId).close(),
    forget: (sweepId) => void runs.delete(sweepId),
    async close() {
      await Promise.all([...runs.values()].map((sweepRun) => sweepRun.close()));
      throttle.clear();
      metrics.clear();
      runs.clear();
    },
  };
}

/** Sends the metrics of a trial together, at most ten times a second. */
function createMetricsGatherer(emit: EventListener) {
  const throttle = createThrottle(eventMilliseconds);
  const gathered = new Map<string, TimedMetrics[]>();

  return {
    add(sweepId: string, trial: number, added: readonly TimedMetrics[]): void {
      const key = `${sweepId}/${trial}`;
      gathered.set(key, [...(gathered.get(key) ?? []), ...added]);
      throttle.request(key, () => {
        const metrics = gathered.get(key) ?? [];
        gathered.delete(key);
        emit('metricsAdded', { sweepId, trial, metrics });
      });
    },
    clear(): void {
      throttle.clear();
      gathered.clear();
    },
  };
}
