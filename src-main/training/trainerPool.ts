import type { Termination } from '../../src-core/training/termination.ts';
import { trainerReportSchema, type TrainerCommand, type TrainerReport } from '../contract/trainerProtocol.ts';
import type { TrainerProcess } from '../shellServices.ts';

export type StartCommand = Extract<TrainerCommand, { type: 'start' }>;
/** What a trainer tells on its way. */
export type CourseReport = Extract<TrainerReport, { type: 'started' | 'progress' | 'metrics' | 'log' }>;
type DoneReport = Extract<TrainerReport, { type: 'done' }>;

/** How a trainer process ended: in its own words, or in ours where it had none. */
export interface TrainerEnd {
  readonly termination: Termination;
  /** Null where the process ended without a last report. */
  readonly done: Pick<DoneReport, 'parametersSha256' | 'seconds' | 'samplesPerSecond'> | null;
  /** Last lines of what it printed. */
  readonly output: readonly string[];
}

export interface TrainerRun {
  /** Asks it to stop; after the grace period it is killed. */
  stop(reason: string): void;
  readonly ended: Promise<TrainerEnd>;
}

export interface TrainerPool {
  /** Starts one process for one trial. Never throws: what goes wrong is how the run ends. */
  run(command: StartCommand, onReport: (report: CourseReport) => void): TrainerRun;
}

export interface TrainerPoolOptions {
  /** Milliseconds from a polite stop to the kill. */
  readonly grace?: number;
}

const keptLines = 50;
const quotedLines = 5;

/** Runs each trial in a process of its own, so that no trial can bring down another or the workbench. */
export function createTrainerPool(fork: () => TrainerProcess, { grace = 5000 }: TrainerPoolOptions = {}): TrainerPool {
  return { run: (command, onReport) => startRun(fork, command, onReport, grace) };
}

function startRun(fork: () => TrainerProcess, command: StartCommand, onReport: (report: CourseReport) => void, grace: number): TrainerRun {
  let trainer: TrainerProcess;
  try {
    trainer = fork();
  } catch (error) {
    const message = `The trainer process could not be started: ${error instanceof Error ? error.message : String(error)}`;
    return {
      stop: () => undefined,
      ended: Promise.resolve({ termination: failure('trainer/not-started', message), done: null, output: [] }),
    };
  }

  const output: string[] = [];
  let done: DoneReport | null = null;
  let violation: string | null = null;
  let stopReason: string | null = null;
  let killTimer: NodeJS.Timeout | undefined;

  function killAfterGrace(): void {
    killTimer ??= setTimeout(() => trainer.kill(), grace);
  }

  function receive(message: unknown): void {
    if (done !== null || violation !== null) return;
    const parsed = trainerReportSchema.safeParse(message);
    if (!parsed.success) {
      violation = parsed.error.issues[0]?.message ?? 'unknown message';
      trainer.kill();
      return;
    }
    const report = parsed.data;
    if (report.type === 'ready') {
      trainer.send(command);
      if (stopReason !== null) trainer.send({ type: 'stop', reason: stopReason });
    } else if (report.type === 'done') {
      done = report;
      // It may be waiting to hear that its last word has arrived, behind many others.
      trainer.send({ type: 'stop', reason: 'its last word has arrived' });
      killAfterGrace();
    } else {
      onReport(report);
    }
  }

  const ended = new Promise<TrainerEnd>((resolve) => {
    trainer.onExit((exit) => {
      clearTimeout(killTimer);
      resolve({ termination: done?.termination ?? explainExit(exit, { stopReason, violation, output }), done, output });
    });
  });
  trainer.onReport(receive);
  trainer.onOutput((line) => {
    if (line.trim() === '') return;
    output.push(line);
    if (output.length > keptLines) output.shift();
  });

  return {
    ended,
    stop(reason) {
      if (stopReason !== null) return;
      stopReason = reason;
      trainer.send({ type: 'stop', reason });
      killAfterGrace();
    },
  };
}

interface ExitCircumstances {
  readonly stopReason: string | null;
  readonly violation: string | null;
  readonly output: readonly string[];
}

/** Why a process ended that said nothing. */
function explainExit(
  { code, signal }: { code: number | null; signal: string | null },
  { stopReason, violation, output }: ExitCircumstances,
): Termination {
  if (violation !== null) return failure('trainer/bad-report', `The trainer process sent a report that is not understood (${violation}).`);
  if (stopReason !== null)
    return {
      kind: 'interrupted',
      reason: 'its process did not answer the wish to stop and was ended; it goes on from its last checkpoint',
    };
  if (output.some((line) => line.includes('out of memory'))) {
    return failure(
      'trainer/out-of-memory',
      'The trainer process ran out of memory. Try a smaller batch, a smaller network or fewer workers.',
    );
  }
  if (signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 'SIGINT') {
    return { kind: 'interrupted', reason: `its process was ended from outside (${signal}), perhaps because the machine ran out of memory` };
  }
  const how = signal ? `on signal ${signal}` : `with code ${code ?? 'unknown'}`;
  const last = output.slice(-quotedLines).join('\n');
  return failure('trainer/crashed', `The trainer process ended ${how} without a result.${last === '' ? '' : ` Its last words:\n${last}`}`);
}

function failure(code: string, message: string): Termination {
  return { kind: 'failed', code, message };
}
