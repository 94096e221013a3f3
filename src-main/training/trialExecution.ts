import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TrialConfig } from '../../src-core/experiment/trialConfig.ts';
import { asWorkbenchError, WorkbenchError } from '../../src-core/errors.ts';
import type { Identification } from '../../src-core/training/identification.ts';
import type { ConfusionMatrix } from '../../src-core/training/metrics.ts';
import type { Termination } from '../../src-core/training/termination.ts';
import type { TimedMetrics, TrialProgress } from '../contract/snapshots.ts';
import { exists, removeLeftovers } from '../project/durableFiles.ts';
import { asWriteError } from '../project/fileError.ts';
import { createThrottle } from './throttle.ts';
import type { CourseReport, StartCommand, TrainerEnd, TrainerPool, TrainerRun } from './trainerPool.ts';
import { readTimedMetrics, readTiming, writeConfig, writeResult, writeTiming, type TrialFiles } from './trialFiles.ts';

export interface ExecutionRequest {
  readonly files: TrialFiles;
  readonly config: TrialConfig;
  readonly datasetFolder: string;
  readonly fromCheckpoint: boolean;
  /** Threads its steps may be divided among. */
  readonly threads: number;
}

/** What is known of a running trial beyond its summary. */
export interface ExecutionCourse {
  readonly metrics: readonly TimedMetrics[];
  readonly confusion: ConfusionMatrix | null;
  readonly identification: Identification | null;
  readonly log: readonly string[];
  readonly progress: TrialProgress | null;
  readonly seconds: number;
}

export interface ExecutionListener {
  onProgress(): void;
  onMetrics(added: readonly TimedMetrics[]): void;
}

export interface TrialExecution {
  readonly course: ExecutionCourse;
  stop(reason: string): void;
  /** Never rejects. result.json and timing.json are written by then. */
  readonly ended: Promise<Termination>;
}

type Started = Extract<CourseReport, { type: 'started' }>;

const timingMilliseconds = 2000;
const keptLogLines = 200;

/** Runs one trial in a trainer process and keeps the workbench's files about it. What `describe` throws is how the trial ends. */
export function executeTrial(pool: TrainerPool, describe: () => ExecutionRequest, listener: ExecutionListener): TrialExecution {
  const course = {
    metrics: [] as TimedMetrics[],
    confusion: null as ConfusionMatrix | null,
    identification: null as Identification | null,
    log: [] as string[],
    progress: null as TrialProgress | null,
    seconds: 0,
  };
  const timingThrottle = createThrottle(timingMilliseconds);
  let started: Started | null = null;
  let run: TrainerRun | null = null;
  let stopReason: string | null = null;
  let timingWritten: Promise<void> = Promise.resolve();

  function saveTiming(files: TrialFiles): void {
    const timing = {
      metricsSeconds: course.metrics.map(({ seconds }) => seconds),
      seconds: course.seconds,
      samplesPerSecond: course.progress?.samplesPerSecond ?? 0,
    };
    // Wall times are the only thing lost when this fails; the trial's own writes will tell of a full disk.
    timingWritten = timingWritten
      .then(() => writeTiming(files, timing))
      .catch((error: unknown) => addLog(`timing.json: ${asWorkbenchError(error).message}`));
  }

  function addLog(line: string): void {
    course.log.push(line);
    if (course.log.length > keptLogLines) course.log.shift();
  }

  function receive(report: CourseReport, files: TrialFiles): void {
    switch (report.type) {
      case 'started': {
        started = report;
        const { resumedAtEpoch } = report;
        course.metrics = resumedAtEpoch === null ? [] : course.metrics.filter(({ epoch }) => epoch <= resumedAtEpoch);
        addLog(`${report.parameters} parameters, ${report.kernels} kernels (${report.arithmetic})`);
        break;
      }
      case 'progress':
        course.seconds = report.seconds;
        course.progress = progressOf(report);
        listener.onProgress();
        break;
      case 'metrics': {
        const added = report.records.map(({ record, seconds }) => ({ ...record, seconds }));
        course.metrics.push(...added);
        course.confusion = report.confusion;
        course.identification = report.identification;
        listener.onMetrics(added);
        timingThrottle.request('timing', () => saveTiming(files));
        break;
      }
      case 'log':
        addLog(report.text);
        break;
    }
  }

  async function runToEnd(): Promise<Termination> {
    try {
      return await runIn(describe());
    } catch (error) {
      const { code, message } = asWorkbenchError(error);
      return { kind: 'failed', code, message };
    }
  }

  async function runIn(request: ExecutionRequest): Promise<Termination> {
    const { files } = request;
    try {
      const command = await prepare(request);
      if (command.resume) {
        course.metrics = await readTimedMetrics(files);
        course.seconds = (await readTiming(files))?.seconds ?? 0;
      }
      if (stopReason !== null) return { kind: 'stopped', reason: stopReason };
      run = pool.run(command, (report) => receive(report, files));
      const end = await run.ended;
      for (const line of end.output) addLog(line);
      course.seconds = end.done?.seconds ?? course.seconds;
      timingThrottle.clear();
      saveTiming(files);
      await timingWritten;
      if (started) await writeResult(files, resultOf(end, started, course));
      return end.termination;
    } catch (error) {
      throw asWriteError(error, files.folder);
    }
  }

  return {
    course,
    ended: runToEnd(),
    stop(reason) {
      stopReason = reason;
      run?.stop(reason);
    },
  };
}

/** Makes the trial's folder ready; a trial that starts anew keeps nothing of an earlier run. */
async function prepare({ files, config, datasetFolder, fromCheckpoint, threads }: ExecutionRequest): Promise<StartCommand> {
  // A folder made anew where the project was moved away would be taken for it.
  const sweepFolder = dirname(dirname(files.folder));
  if (!(await exists(sweepFolder))) throw new WorkbenchError('project/not-found', `The folder ${sweepFolder} is not there any more.`);
  await mkdir(files.folder, { recursive: true });
  await removeLeftovers(files.folder);
  const resume = fromCheckpoint && (await exists(files.checkpoint));
  const outdated = resume ? [files.result] : [files.result, files.checkpoint, files.timing, files.metrics];
  for (const path of outdated) await rm(path, { force: true });
  if (!resume) await writeConfig(files, config);
  return { type: 'start', version: 1, trialFolder: files.folder, datasetFolder, config, threads, resume };
}

function progressOf({ epoch, fraction, samplesPerSecond, seconds }: Extract<CourseReport, { type: 'progress' }>): TrialProgress {
  const secondsLeft = fraction > 0 && seconds > 0 ? (seconds / fraction) * (1 - fraction) : null;
  return { epoch, fraction, samplesPerSecond, secondsLeft };
}

function resultOf(
  { termination, done }: TrainerEnd,
  { parameters, arithmetic, kernels }: Started,
  { metrics, confusion, identification }: ExecutionCourse,
) {
  const last = metrics.at(-1);
  return {
    termination,
    metrics: last ? withoutSeconds(last) : null,
    parameters,
    parametersSha256: done?.parametersSha256 ?? '',
    arithmetic,
    kernels,
    confusion,
    identification,
  };
}

export function withoutSeconds({ seconds: _seconds, ...record }: TimedMetrics) {
  return record;
}
