import type { Network } from '../network/network.ts';
import type { EvaluationCounts } from '../optimizers/optimizer.ts';
import { assembleTrial, type TrialSetup } from './assembleTrial.ts';
import { noteLoss, startingCourse, terminationOf } from './course.ts';
import type { Identification } from './identification.ts';
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
  | {
      readonly kind: 'metrics';
      readonly record: MetricsRecord;
      readonly confusion: ConfusionMatrix | null;
      readonly identification: Identification | null;
    }
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
  const { network, phases, evaluator } = assembleTrial(setup);
  const main = phases.at(-1)!;
  const course = startingCourse(phases[0]!.schedule.start);
  let phase = phases[0]!;
  enter(0);
  let termination: Termination | null = null;
  let lastGood = keepSnapshot(present(), null);

  /** Aliases the arena. */
  function present(): TrialSnapshot {
    return { course, parameters: network.kernels.arena.view(network.parameters), skin: phase.skin.save() };
  }

  function adopt(saved: TrialSnapshot): void {
    network.importParameters(saved.parameters);
    Object.assign(course, saved.course);
    enter(course.phase);
    phase.skin.restore(saved.skin);
    lastGood = saved;
  }

  function enter(index: number): void {
    course.phase = index;
    phase = phases[index]!;
    network.teachOnly(phase.layers);
  }

  function counts(): EvaluationCounts {
    const { functionEvaluations, gradientEvaluations } = phase.skin.counts;
    const { earlier } = course;
    return {
      functionEvaluations: earlier.functionEvaluations + functionEvaluations,
      gradientEvaluations: earlier.gradientEvaluations + gradientEvaluations,
    };
  }

  function next(): TrainerEvent {
    if (termination) return { kind: 'done', termination };
    const ending = terminationOf(course, counts(), { ...settings, epochs: main.begins + main.epochs });
    if (ending && (!course.evaluated || hasToConclude())) return conclude();
    if (!ending && !course.evaluated && course.batch === 0) return evaluate(false);
    if (!ending) return teach();
    termination = ending;
    return { kind: 'done', termination };
  }

  /** Whether the end was not known when the network was evaluated, and there is more to be done or told at the end. */
  function hasToConclude(): boolean {
    return !course.concluded && phase === main && (evaluator.tellsMoreAtEnd || phase.skin.finish !== undefined);
  }

  function conclude(): TrainerEvent {
    if (phase === main && course.epoch < main.begins + main.epochs) main.skin.finish?.();
    course.concluded = true;
    return evaluate(true);
  }

  function teach(): TrainerEvent {
    const { loss, steps, trouble, batches, rows } = phase.teacher.teach(course.epoch, course.batch, batchesLeft(), rateShare);
    if (trouble?.kind === 'diverged' || (loss !== null && !Number.isFinite(loss))) {
      course.step += steps;
      return diverge(trouble?.reason ?? 'the loss is not finite');
    }
    if (course.evaluated) {
      course.objectiveSum = 0;
      course.objectiveRows = 0;
    }
    course.samples += rows;
    course.step += steps;
    course.batch += batches;
    if (loss !== null) {
      course.objectiveSum += loss * rows;
      course.objectiveRows += rows;
    }
    if (course.batch === phase.feed.batchesPerEpoch) {
      course.epoch++;
      course.batch = 0;
      if (course.epoch === phase.begins + phase.epochs) phase.skin.finish?.();
    }
    course.evaluated = false;
    // A stage that finds nothing more to gain spends its epochs all the same: only the main phase ends a trial.
    if (trouble && phase === main) course.convergence = trouble.reason;
    return stepEvent;
  }

  function rateShare(batch: number): number {
    const { batchesPerEpoch } = phase.feed;
    const epoch = course.epoch - phase.begins + batch / batchesPerEpoch;
    return phase.schedule.share({ epoch, batchesPerEpoch }, course.schedule);
  }

  /** Batches that can be taught before the budget of evaluations may end the trial: a batch costs at least two. */
  function batchesLeft(): number {
    if (settings.maximumEvaluations === null) return Infinity;
    const { functionEvaluations, gradientEvaluations } = counts();
    return Math.max(1, Math.ceil((settings.maximumEvaluations - functionEvaluations - gradientEvaluations) / 2));
  }

  function evaluate(isLast: boolean): TrainerEvent {
    const { measures, watchedLoss, finite, confusion, identification } = evaluator.evaluate({ isMain: phase === main, isLast });
    if (!finite) return diverge('the training loss is not finite');
    const { samples, step } = course;
    const hasObjective = !phase.member.usesLoss && course.objectiveRows > 0;
    const record: MetricsRecord = {
      epoch: fractionalEpoch(),
      step,
      samples,
      ...counts(),
      ...measures,
      ...(hasObjective && { objective: course.objectiveSum / course.objectiveRows }),
    };
    const isFirst = !course.evaluated;
    course.evaluated = true;
    if (isFirst && course.batch === 0) endEpoch(watchedLoss, measures.validationLoss ?? measures.trainLoss);
    lastGood = keepSnapshot(present(), lastGood);
    return { kind: 'metrics', record, confusion, identification };
  }

  function endEpoch(watchedLoss: number | null, scheduledLoss: number | null): void {
    if (phase === main && evaluator.watchesLoss) noteLoss(course, watchedLoss);
    if (phase !== main && course.epoch === phase.begins + phase.epochs) {
      course.earlier = counts();
      enter(course.phase + 1);
      course.schedule = { ...phase.schedule.start };
    } else {
      course.schedule = { ...phase.schedule.afterEpoch(course.schedule, course.epoch - phase.begins, scheduledLoss) };
    }
  }

  function diverge(reason: string): TrainerEvent {
    termination = { kind: 'diverged', reason, step: course.step + 1 };
    const { seconds } = course;
    adopt(lastGood);
    course.seconds = seconds;
    return { kind: 'done', termination };
  }

  function fractionalEpoch(): number {
    return course.epoch + course.batch / phase.feed.batchesPerEpoch;
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
