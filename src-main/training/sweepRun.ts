import { join } from 'node:path';
import { WorkbenchError } from '../../src-core/errors.ts';
import type { Sweep } from '../../src-core/experiment/sweep.ts';
import type { TrialConfig } from '../../src-core/experiment/trialConfig.ts';
import type { Termination } from '../../src-core/training/termination.ts';
import type { SweepSummary, TimedMetrics, TrialState, TrialSummary } from '../contract/snapshots.ts';
import { asWriteError } from '../project/fileError.ts';
import { canResume, endTrial, isRunning, newTrial, queueTrial, stopReasons, summarise, sweepState, type LiveTrial } from './liveTrial.ts';
import { plannedConfig } from './plannedConfig.ts';
import { openSweepJournal, type OpenedSweep, type SweepJournalOptions } from './sweepJournal.ts';
import type { PlannedRecord, SweepPlan, SweepRecord } from './sweepRecords.ts';
import { executeTrial, withoutSeconds, type ExecutionCourse, type ExecutionRequest, type TrialExecution } from './trialExecution.ts';
import type { TrainerPool } from './trainerPool.ts';
import { trialFiles } from './trialFiles.ts';

/** What a sweep tells the workbench; not throttled. */
export interface SweepListener {
  onSweep(): void;
  onTrial(index: number): void;
  onMetrics(index: number, added: readonly TimedMetrics[]): void;
  /** Something went wrong that answers no request. */
  onTrouble(text: string): void;
  /** Trials may wait for workers, or a worker got free. */
  onQueue(): void;
}

/** The trials of one sweep: their journal, their states and those that run. */
export interface SweepRun {
  readonly warnings: readonly string[];
  readonly begun: boolean;
  readonly runningCount: number;
  /** Trials that run or wait for a worker. */
  readonly openCount: number;
  /** Most trials at a time, where the sweep says so. */
  readonly workers: number | null;
  summary(sweep: Sweep): SweepSummary;
  trials(): readonly TrialSummary[];
  /** @throws experiment/unknown-trial */
  trial(index: number): TrialSummary;
  /** Of a running trial. */
  course(index: number): ExecutionCourse | null;
  /** What a trial's process printed or reported since the project was opened. */
  log(index: number): readonly string[];
  config(index: number): TrialConfig;
  begin(plan: SweepPlan, planned: readonly PlannedRecord[]): Promise<void>;
  pause(): void;
  /** Queues stopped and interrupted trials and goes on. */
  resume(): Promise<void>;
  stopTrial(index: number): Promise<void>;
  resumeTrial(index: number): Promise<void>;
  retryTrial(index: number): Promise<void>;
  /** Starts the next trial that waits; false if none does. */
  startNext(): boolean;
  /** Stops running trials at a checkpoint and closes the journal. */
  close(): Promise<void>;
}

export interface SweepRunOptions extends SweepJournalOptions {
  readonly pool: TrainerPool;
  /** Threads a trial that is started now may use. */
  readonly threadsPerTrial: () => number;
  readonly listener: SweepListener;
}

/** Opens a sweep of a project with the trials its journal tells of. */
export async function openSweepRun(options: SweepRunOptions): Promise<SweepRun> {
  return createSweepRun(options, await openSweepJournal(options));
}

function createSweepRun({ projectFolder, sweepId, pool, threadsPerTrial, listener }: SweepRunOptions, opened: OpenedSweep): SweepRun {
  const { journal, trials } = opened;
  const executions = new Map<number, TrialExecution>();
  const logs = new Map<number, readonly string[]>();
  const ending = new Set<Promise<void>>();
  let plan = opened.plan;
  let active = false;
  let beginning = false;
  let closing = false;

  function find(index: number): LiveTrial {
    const trial = trials.get(index);
    if (trial) return trial;
    throw new WorkbenchError('experiment/unknown-trial', `This sweep has no trial ${index}.`, { sweepId, trial: index });
  }

  function requirePlan(): SweepPlan {
    if (plan) return plan;
    throw new WorkbenchError('experiment/not-started', 'This sweep has not been started.', { sweepId });
  }

  function refuseWhenClosing(): void {
    if (closing) throw new WorkbenchError('project/closed', 'The project or the sweep was closed meanwhile.', { sweepId });
  }

  /** Of a trial by a recipe, the recipe's. */
  function designName({ designId, recipe }: LiveTrial['plan']): string {
    return recipe ?? plan?.designs.find(({ id }) => id === designId)?.name ?? designId ?? '';
  }

  /** What a running trial did cannot be undone by a full disk: it is told, and the sweep waits. */
  function record(records: readonly SweepRecord[]): Promise<void> {
    return journal.append(records).catch((error: unknown) => {
      active = false;
      listener.onTrouble(
        `The journal of sweep ${sweepId} could not be written, so the sweep was paused: ${asWriteError(error, projectFolder).message}`,
      );
    });
  }

  function changed(index: number): void {
    listener.onTrial(index);
    listener.onSweep();
  }

  function config(index: number): TrialConfig {
    return plannedConfig(requirePlan(), find(index).plan);
  }

  function request(index: number, { fromCheckpoint }: LiveTrial): ExecutionRequest {
    const trialConfig = config(index);
    const datasetFolder = join(projectFolder, 'datasets', trialConfig.dataset.id);
    return {
      files: trialFiles(projectFolder, sweepId, index),
      config: trialConfig,
      datasetFolder,
      fromCheckpoint,
      threads: threadsPerTrial(),
    };
  }

  function execute(index: number, trial: LiveTrial): void {
    trial.state = 'running';
    const started = record([{ type: 'started', trial: index }]);
    const execution = executeTrial(pool, () => request(index, trial), {
      onProgress() {
        trial.progress = execution.course.progress;
        trial.seconds = execution.course.seconds;
        listener.onTrial(index);
      },
      onMetrics(added) {
        const last = added.at(-1);
        if (last) trial.metrics = withoutSeconds(last);
        listener.onTrial(index);
        listener.onMetrics(index, added);
      },
    });
    executions.set(index, execution);
    const ended = Promise.all([execution.ended, started]).then(([termination]) => finish(index, trial, termination));
    ending.add(ended);
    void ended.then(() => ending.delete(ended));
    changed(index);
  }

  async function finish(index: number, trial: LiveTrial, termination: Termination): Promise<void> {
    const course = executions.get(index)?.course;
    executions.delete(index);
    if (course) {
      trial.seconds = course.seconds;
      logs.set(index, course.log);
    }
    endTrial(trial, termination);
    await record([{ type: 'ended', trial: index, termination, metrics: trial.metrics, seconds: trial.seconds }]);
    // Whoever pauses and goes on before a trial has stopped wants it to go on too.
    if (active && termination.kind === 'stopped' && termination.reason === stopReasons.pause) await requeue([index], true);
    changed(index);
    listener.onQueue();
  }

  async function requeue(indices: readonly number[], fromCheckpoint: boolean): Promise<void> {
    for (const index of indices) queueTrial(find(index), fromCheckpoint);
    await record(indices.map((index) => ({ type: 'queued', trial: index, fromCheckpoint })));
    for (const index of indices) listener.onTrial(index);
    listener.onSweep();
  }

  async function requeueOne(index: number, fromCheckpoint: boolean): Promise<void> {
    refuseWhenClosing();
    find(index).wanted = true;
    await requeue([index], fromCheckpoint);
    listener.onQueue();
  }

  function stop(index: number, reason: string): void {
    const trial = find(index);
    if (trial.state !== 'running') return;
    trial.state = 'stopping';
    executions.get(index)?.stop(reason);
    changed(index);
  }

  function isWaiting({ state, wanted }: LiveTrial): boolean {
    return state === 'queued' && (active || wanted);
  }

  function running(): number[] {
    return [...trials].filter(([, trial]) => isRunning(trial)).map(([index]) => index);
  }

  return {
    warnings: opened.warnings,
    get begun() {
      return beginning || trials.size > 0;
    },
    get runningCount() {
      return running().length;
    },
    get openCount() {
      return [...trials.values()].filter((trial) => isRunning(trial) || isWaiting(trial)).length;
    },
    get workers() {
      return plan?.sweep.workers ?? null;
    },
    summary(sweep) {
      const counts: Partial<Record<TrialState, number>> = {};
      for (const { state } of trials.values()) counts[state] = (counts[state] ?? 0) + 1;
      return { sweep, state: sweepState(trials.values(), active), counts, trials: trials.size };
    },
    trials: () => [...trials.values()].map((trial) => summarise(trial, designName(trial.plan))),
    trial(index) {
      const trial = find(index);
      return summarise(trial, designName(trial.plan));
    },
    course: (index) => executions.get(index)?.course ?? null,
    log: (index) => executions.get(index)?.course.log ?? logs.get(index) ?? [],
    config,
    async begin(newPlan, planned) {
      refuseWhenClosing();
      beginning = true;
      try {
        await journal.append([newPlan, ...planned]);
      } catch (error) {
        throw asWriteError(error, projectFolder);
      } finally {
        beginning = false;
      }
      plan = newPlan;
      for (const record of planned) trials.set(record.trial, newTrial(record));
      active = true;
      listener.onSweep();
      listener.onQueue();
    },
    pause() {
      active = false;
      for (const trial of trials.values()) trial.wanted = false;
      for (const index of running()) stop(index, stopReasons.pause);
      listener.onSweep();
    },
    async resume() {
      refuseWhenClosing();
      requirePlan();
      active = true;
      await requeue(
        [...trials].filter(([, trial]) => canResume(trial)).map(([index]) => index),
        true,
      );
      listener.onQueue();
    },
    async stopTrial(index) {
      const trial = find(index);
      if (trial.state === 'queued') await finish(index, trial, { kind: 'stopped', reason: stopReasons.person });
      else stop(index, stopReasons.person);
    },
    async resumeTrial(index) {
      if (canResume(find(index))) await requeueOne(index, true);
    },
    async retryTrial(index) {
      const trial = find(index);
      if (trial.state !== 'queued' && !isRunning(trial)) await requeueOne(index, false);
    },
    startNext() {
      if (closing) return false;
      for (const [index, trial] of trials) {
        if (!isWaiting(trial)) continue;
        execute(index, trial);
        return true;
      }
      return false;
    },
    async close() {
      closing = true;
      active = false;
      for (const index of running()) stop(index, stopReasons.close);
      await Promise.all(ending);
      await journal.close();
    },
  };
}
