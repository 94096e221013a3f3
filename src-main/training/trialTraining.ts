import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { prepareData } from '../../src-core/data/prepareData.ts';
import { totalEpochs } from '../../src-core/experiment/stage.ts';
import type { TrialSettings } from '../../src-core/experiment/trialConfig.ts';
import { createKernels } from '../../src-core/kernels/createKernels.ts';
import type { Termination } from '../../src-core/training/termination.ts';
import { createTrainer, type Trainer } from '../../src-core/training/trainer.ts';
import { peekTrial } from '../../src-core/training/trialCheckpoint.ts';
import type { TrainerCommand, TrainerReport } from '../contract/trainerProtocol.ts';
import { readTable } from '../datasets/datasetStore.ts';
import { writeDurably } from '../project/durableFiles.ts';
import { asWriteError } from '../project/fileError.ts';
import { requireSameData } from './datasetFingerprint.ts';
import { openMetricsFile, type MetricsFile } from './metricsFile.ts';
import { parametersSha256 } from './parametersSha256.ts';
import { startNodeThread } from './startNodeThread.ts';
import { trainerFiles } from './trialFiles.ts';

type StartCommand = Extract<TrainerCommand, { type: 'start' }>;
type DoneReport = Extract<TrainerReport, { type: 'done' }>;
type TimedRecord = Extract<TrainerReport, { type: 'metrics' }>['records'][number];

/** Training goes on for this long before messages are looked at. */
const sliceMilliseconds = 50;
const reportMilliseconds = 100;
const checkpointMilliseconds = 1000;

/**
 * Runs one trial to its end or until `stopReason` answers with a reason, and gives its last report. metrics.jsonl is on the disk
 * before the checkpoint that has seen it, and checkpoints are taken after an epoch's metrics or at a stop, so that a resumed trial
 * writes the same lines as one that was never interrupted.
 */
export async function trainTrial(
  command: StartCommand,
  send: (report: TrainerReport) => void,
  stopReason: () => string | null,
): Promise<DoneReport> {
  const { trialFolder, resume } = command;
  const trainer = await loadTrainer(command);
  const { kernels } = trainer.network;
  const resumedAtEpoch = resume ? trainer.position.epoch : null;
  send({
    type: 'started',
    parameters: trainer.network.parameterCount,
    kernels: kernels.name,
    arithmetic: kernels.arithmetic,
    resumedAtEpoch,
  });

  try {
    return await train(trainer, command, resumedAtEpoch, { send, stopReason });
  } catch (error) {
    // Nothing but its own files can fail it from here on.
    throw asWriteError(error, trialFolder);
  } finally {
    kernels.close?.();
  }
}

async function train(
  trainer: Trainer,
  { trialFolder, config }: StartCommand,
  resumedAtEpoch: number | null,
  { send, stopReason }: { readonly send: (report: TrainerReport) => void; readonly stopReason: () => string | null },
): Promise<DoneReport> {
  const metricsFile = await openMetricsFile(trainerFiles(trialFolder).metrics, resumedAtEpoch);
  try {
    const reporter = createReporter(trainer, totalEpochs(config.settings), send);
    const termination = await loop(trainer, { metricsFile, checkpointPath: trainerFiles(trialFolder).checkpoint, reporter, stopReason });
    reporter.flush();
    return {
      type: 'done',
      termination,
      parametersSha256: parametersSha256(trainer.network.exportParameters()),
      seconds: trainer.position.seconds,
      samplesPerSecond: reporter.samplesPerSecond(),
    };
  } finally {
    await metricsFile.close();
  }
}

async function loadTrainer({ datasetFolder, trialFolder, config, threads, resume }: StartCommand): Promise<Trainer> {
  const { settings, seed } = config;
  const table = await readTable(datasetFolder);
  requireSameData(table.dataset, config);
  const data = prepareData(table, { split: settings.split, preprocessing: settings.preprocessing, seed, precision: settings.precision });
  const checkpoint = resume ? await readFile(trainerFiles(trialFolder).checkpoint) : null;
  const kernels = createKernels(settings.precision, {
    arithmetic: arithmeticFor(settings, checkpoint),
    threads: { count: threads, start: startNodeThread },
  });
  const trainer = createTrainer({ design: config.design, settings, seed, data, kernels, clock: () => performance.now() / 1000 });
  if (checkpoint) trainer.restore(checkpoint);
  return trainer;
}

/** What was asked for; but a trial begun with separate roundings goes on with them, on a machine that could do better too. */
function arithmeticFor({ arithmetic }: TrialSettings, checkpoint: Uint8Array | null): TrialSettings['arithmetic'] {
  return checkpoint && peekTrial(checkpoint).arithmetic === 'mul-add' ? 'mul-add' : arithmetic;
}

interface LoopParts {
  readonly metricsFile: MetricsFile;
  readonly checkpointPath: string;
  readonly reporter: Reporter;
  readonly stopReason: () => string | null;
}

async function loop(trainer: Trainer, { metricsFile, checkpointPath, reporter, stopReason }: LoopParts): Promise<Termination> {
  let checkpointAt = -Infinity;

  async function saveCheckpoint(): Promise<void> {
    await metricsFile.sync();
    await writeDurably(checkpointPath, trainer.checkpoint());
    checkpointAt = performance.now();
  }

  for (;;) {
    const sliceEnd = performance.now() + sliceMilliseconds;
    do {
      const outcome = trainer.advance();
      if (outcome.kind === 'done') {
        await saveCheckpoint();
        return outcome.termination;
      }
      if (outcome.kind === 'metrics') {
        metricsFile.add(outcome.record);
        reporter.add({ record: outcome.record, seconds: trainer.position.seconds }, outcome);
        if (performance.now() - checkpointAt >= checkpointMilliseconds) await saveCheckpoint();
      }
    } while (performance.now() < sliceEnd);

    await metricsFile.flush();
    reporter.tick();
    await nextTurn();
    const reason = stopReason();
    if (reason !== null) {
      await saveCheckpoint();
      return { kind: 'stopped', reason };
    }
  }
}

type Judgement = Pick<Extract<TrainerReport, { type: 'metrics' }>, 'confusion' | 'identification'>;

interface Reporter {
  add(timed: TimedRecord, judged: Judgement): void;
  /** Reports what has gathered, if the last report is long enough ago. */
  tick(): void;
  flush(): void;
  samplesPerSecond(): number;
}

function createReporter(trainer: Trainer, epochs: number, send: (report: TrainerReport) => void): Reporter {
  const begun = { samples: trainer.position.samples, seconds: trainer.position.seconds };
  let records: TimedRecord[] = [];
  let lastJudged: Judgement = { confusion: null, identification: null };
  let reportedAt = -Infinity;
  let threads = 1;

  function samplesPerSecond(): number {
    const seconds = trainer.position.seconds - begun.seconds;
    return seconds > 0 ? (trainer.position.samples - begun.samples) / seconds : 0;
  }

  function flush(): void {
    reportedAt = performance.now();
    tellThreads();
    const { epoch, seconds } = trainer.position;
    send({ type: 'progress', epoch, fraction: Math.min(1, epoch / epochs), samplesPerSecond: samplesPerSecond(), seconds });
    if (records.length === 0) return;
    send({ type: 'metrics', records, ...lastJudged });
    records = [];
  }

  /** Helper threads start with the first step, if that is large enough. */
  function tellThreads(): void {
    const now = trainer.network.kernels.threads;
    if (now > threads) send({ type: 'log', text: `Every step is divided among ${now} threads.` });
    threads = now;
  }

  return {
    add(timed, { confusion, identification }) {
      records.push(timed);
      lastJudged = { confusion, identification };
    },
    tick() {
      if (performance.now() - reportedAt >= reportMilliseconds) flush();
    },
    flush,
    samplesPerSecond,
  };
}
