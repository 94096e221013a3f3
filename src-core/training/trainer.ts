import type { PreparedData } from '../data/partition.ts';
import { WorkbenchError } from '../errors.ts';
import type { TrialSettings } from '../experiment/trialConfig.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import { createLoss } from '../losses/createLoss.ts';
import { refuseUnfitTargets } from '../losses/refuseUnfitTargets.ts';
import { compileNetwork } from '../network/compileNetwork.ts';
import type { Design } from '../network/design.ts';
import type { Network } from '../network/network.ts';
import { outputUpdateOf } from '../network/outputUpdate.ts';
import { optimizers } from '../optimizers/registry.ts';
import { createRandom } from '../random/createRandom.ts';
import { deriveSeed } from '../random/deriveSeed.ts';
import { skins } from '../skins/registry.ts';
import type { Skin, SkinMember } from '../skins/skin.ts';
import { batchRows, createBatchFeed, type BatchFeed } from './batchFeed.ts';
import { noteLoss, startingCourse, terminationOf } from './course.ts';
import type { ConfusionMatrix, MetricsRecord } from './metrics.ts';
import { createPartEvaluator, type PartEvaluator } from './partEvaluator.ts';
import { createTeacher, type Teacher } from './teacher.ts';
import type { Termination } from './termination.ts';
import { decodeTrial, encodeTrial, type TrialSnapshot } from './trialCheckpoint.ts';

export interface TrainerSetup {
  readonly design: Design;
  readonly settings: TrialSettings;
  /** Every random stream of the trial derives from (seed, purpose). */
  readonly seed: number;
  readonly data: PreparedData;
  /** Kernels with an arena of their own, at the precision of the settings. */
  readonly kernels: KernelSet;
  /** Seconds, monotonic. */
  readonly clock: () => number;
}

export interface TrainerPosition {
  /** Fractional within an epoch. */
  readonly epoch: number;
  readonly samples: number;
  /** Optimizer steps. */
  readonly step: number;
  /** Wall time spent in training, earlier runs of a resumed trial included. */
  readonly seconds: number;
}

export type TrainerEvent =
  | { readonly kind: 'step' }
  | { readonly kind: 'metrics'; readonly record: MetricsRecord; readonly confusion: ConfusionMatrix | null }
  | { readonly kind: 'done'; readonly termination: Termination };

/** One trial, a batch at a time. */
export interface Trainer {
  readonly network: Network;
  readonly position: TrainerPosition;
  /** Teaches a batch, or several small ones, or evaluates: before the first step, after every epoch, and where it ends. After the end it says `done` again. */
  advance(): TrainerEvent;
  /** All that is needed to go on from here to the same bits. */
  checkpoint(): Uint8Array;
  /** @throws training/bad-checkpoint, training/other-arithmetic, skin/bad-state */
  restore(bytes: Uint8Array): void;
}

/** Rows of a forward pass when nothing is taught; more would only cost memory. */
const evaluationRows = 256;
const stepEvent: TrainerEvent = { kind: 'step' };

/**
 * Puts a trial together and leaves it before its first evaluation. After a divergence, found within one step, the trainer stands at its
 * last good state: that of the last evaluation, whose loss was finite, or of the checkpoint it was resumed from since.
 * @throws design/outputs, training/no-rows, training/no-targets, training/no-sets, registry/bad-parameters, skin/unfit, and what
 * `compileNetwork` and `createLoss` throw
 */
export function createTrainer(setup: TrainerSetup): Trainer {
  const { settings, clock } = setup;
  const { network, skin, feed, teacher, evaluator } = assemble(setup);
  const course = startingCourse();
  let termination: Termination | null = null;
  let lastGood = snapshot();

  function snapshot(): TrialSnapshot {
    return { course: { ...course }, parameters: network.exportParameters(), skin: skin.save() };
  }

  function adopt(saved: TrialSnapshot): void {
    network.importParameters(saved.parameters);
    skin.restore(saved.skin);
    Object.assign(course, saved.course);
    lastGood = saved;
  }

  function next(): TrainerEvent {
    const ending = termination ?? terminationOf(course, skin.counts, settings);
    if (!termination && !course.evaluated && (course.batch === 0 || ending)) return evaluate();
    if (!ending) return teach();
    termination = ending;
    return { kind: 'done', termination };
  }

  function teach(): TrainerEvent {
    const { loss, steps, trouble, batches, rows } = teacher.teach(course.epoch, course.batch, batchesLeft());
    if (trouble?.kind === 'diverged' || !Number.isFinite(loss)) {
      course.step += steps;
      return diverge(trouble?.reason ?? 'the loss is not finite');
    }
    course.samples += rows;
    course.step += steps;
    course.batch += batches;
    if (course.batch === feed.batchesPerEpoch) {
      course.epoch++;
      course.batch = 0;
    }
    course.evaluated = false;
    if (trouble) course.convergence = trouble.reason;
    return stepEvent;
  }

  /** Batches that can be taught before the budget of evaluations may end the trial: a batch costs at least two. */
  function batchesLeft(): number {
    if (settings.maximumEvaluations === null) return Infinity;
    const { functionEvaluations, gradientEvaluations } = skin.counts;
    return Math.max(1, Math.ceil((settings.maximumEvaluations - functionEvaluations - gradientEvaluations) / 2));
  }

  function evaluate(): TrainerEvent {
    const { measures, watchedLoss, finite, confusion } = evaluator.evaluate();
    if (!finite) return diverge('the training loss is not finite');
    const { samples, step } = course;
    course.evaluated = true;
    if (course.batch === 0) noteLoss(course, watchedLoss);
    lastGood = snapshot();
    return { kind: 'metrics', record: { epoch: fractionalEpoch(), step, samples, ...skin.counts, ...measures }, confusion };
  }

  function diverge(reason: string): TrainerEvent {
    termination = { kind: 'diverged', reason, step: course.step + 1 };
    const { seconds } = course;
    adopt(lastGood);
    course.seconds = seconds;
    return { kind: 'done', termination };
  }

  function fractionalEpoch(): number {
    return course.epoch + course.batch / feed.batchesPerEpoch;
  }

  return {
    network,
    get position() {
      return { epoch: fractionalEpoch(), samples: course.samples, step: course.step, seconds: course.seconds };
    },
    advance() {
      const begun = clock();
      const event = next();
      course.seconds += clock() - begun;
      return event;
    },
    checkpoint: () => encodeTrial(setup, snapshot()),
    restore(bytes) {
      adopt(decodeTrial(setup, bytes));
      termination = null;
    },
  };
}

interface TrialParts {
  readonly network: Network;
  readonly skin: Skin;
  readonly feed: BatchFeed;
  readonly teacher: Teacher;
  readonly evaluator: PartEvaluator;
}

function assemble({ design, settings, seed, data, kernels }: TrainerSetup): TrialParts {
  const { type, ...parameters } = skins.parse(settings.skin);
  const member = skins.get(type);
  const batch = Math.max(batchRows(settings.batchSize, data.parts.train.length), Math.min(evaluationRows, data.rows));
  const network = compileNetwork(design, data.inputShape, { kernels, batch, random: createRandom(deriveSeed(seed, 'weights')) });
  if (member.reads === 'targets') checkOutputs(network, data);
  if (member.usesLoss && data.targets) refuseUnfitTargets(settings.loss, data.targets, data.outputSize);
  const feed = createBatchFeed({ network, data, reads: member.reads, batchSize: settings.batchSize, seed });
  const loss = member.usesLoss
    ? createLoss(settings.loss, { normalised: settings.normalised, outputUpdate: outputUpdateOf(design) })
    : null;
  const skin = createSkin(member, parameters, { network, loss, settings, seed });
  const partRows = data.parts.train.length;
  const teacher = createTeacher({ network, skin, feed, data, batchRows: batchRows(settings.batchSize, partRows), partRows });
  return { network, skin, feed, teacher, evaluator: createPartEvaluator(network, loss, data, seed) };
}

function createSkin(
  member: SkinMember,
  parameters: Readonly<Record<string, unknown>>,
  {
    network,
    loss,
    settings,
    seed,
  }: { network: Network; loss: ReturnType<typeof createLoss> | null; settings: TrialSettings; seed: number },
): Skin {
  const { type, ...optimizerParameters } = optimizers.parse(settings.optimizer);
  const optimizer = optimizers.get(type).create(optimizerParameters);
  return member.create({ network, loss, optimizer, random: createRandom(deriveSeed(seed, 'skin')) }, parameters);
}

function checkOutputs(network: Network, { outputSize, task, targets }: PreparedData): void {
  const last = network.layers.at(-1)!;
  if (!targets || last.size === outputSize) return;
  const wanted = task === 'classification' ? `the data have ${outputSize} classes` : `the target has ${outputSize} numbers`;
  throw new WorkbenchError(
    'design/outputs',
    `The last layer "${last.name}" has ${last.size} axons, but ${wanted}: it must have ${outputSize}.`,
    { layer: last.name, outputs: last.size, expected: outputSize },
  );
}
