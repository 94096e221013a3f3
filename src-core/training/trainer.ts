import type { Network } from '../network/network.ts';
import { assembleTrial, type TrialSetup } from './assembleTrial.ts';
import { noteLoss, startingCourse, terminationOf } from './course.ts';
import { keepSnapshot } from './keepSnapshot.ts';
import type { ConfusionMatrix, MetricsRecord } from './metrics.ts';
import type { Termination } from './termination.ts';
import { decodeTrial, encodeTrial, type TrialSnapshot } from './trialCheckpoint.ts';

/** Everything that decides a trial, and a clock to time it by. */
export interface TrainerSetup extends TrialSetup {
  /** Seconds, monotonic. */
  readonly clock: () => number;
}

/** How far a trial has come. */
export interface TrainerPosition {
  /** Fractional within an epoch. */
  readonly epoch: number;
  readonly samples: number;
  /** Optimizer steps. */
  readonly step: number;
  /** Wall time spent in training, earlier runs of a resumed trial included. */
  readonly seconds: number;
}

/** What a call of `advance` did: a step, an evaluation at the end of an epoch, or the end of the trial. */
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

const stepEvent: TrainerEvent = { kind: 'step' };

/**
 * Puts a trial together and leaves it before its first evaluation. After a divergence, found within one step, the trainer stands at its
 * last good state: that of the last evaluation, whose loss was finite, or of the checkpoint it was resumed from since.
 * @throws design/outputs, training/no-rows, training/no-targets, training/no-sets, training/no-classes, registry/bad-parameters, skin/unfit, and what
 * `compileNetwork` and `createLoss` throw
 */
export function createTrainer(setup: TrainerSetup): Trainer {
  const { settings, clock } = setup;
  const { network, skin, schedule, feed, teacher, evaluator } = assembleTrial(setup);
  const course = startingCourse(schedule.start);
  let termination: Termination | null = null;
  let lastGood = keepSnapshot(present(), null);

  /** Aliases the arena. */
  function present(): TrialSnapshot {
    return { course, parameters: network.kernels.arena.view(network.parameters), skin: skin.save() };
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
    const { loss, steps, trouble, batches, rows } = teacher.teach(course.epoch, course.batch, batchesLeft(), rateShare);
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

  function rateShare(batch: number): number {
    const epoch = course.epoch + batch / feed.batchesPerEpoch;
    return schedule.share({ epoch, batchesPerEpoch: feed.batchesPerEpoch }, course.schedule);
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
    if (course.batch === 0) {
      noteLoss(course, watchedLoss);
      course.schedule = { ...schedule.afterEpoch(course.schedule, course.epoch, measures.validationLoss ?? measures.trainLoss) };
    }
    lastGood = keepSnapshot(present(), lastGood);
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
    checkpoint: () => encodeTrial(setup, present()),
    restore(bytes) {
      adopt(decodeTrial(setup, bytes));
      termination = null;
    },
  };
}
