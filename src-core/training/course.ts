import type { TrialSettings } from '../experiment/trialConfig.ts';
import type { EvaluationCounts } from '../optimizers/optimizer.ts';
import type { ScheduleState } from '../schedules/schedule.ts';
import { z } from '../schema.ts';
import type { Termination } from './termination.ts';

/** How far a trial has come: with the parameters and the skin's state, all that is needed to go on. */
export const courseSchema = z.strictObject({
  /** Epochs finished, and batches finished of the one under way. */
  epoch: z.number().int().min(0),
  batch: z.number().int().min(0),
  /** The phase under way, by its number. Nothing of the earlier ones is kept but the network they taught, and what they evaluated. */
  phase: z.number().int().min(0),
  earlier: z.strictObject({ functionEvaluations: z.number().int().min(0), gradientEvaluations: z.number().int().min(0) }),
  samples: z.number().int().min(0),
  step: z.number().int().min(0),
  /** Wall time spent in training. */
  seconds: z.number().min(0),
  /** Whether the network has been evaluated as it now is. */
  evaluated: z.boolean(),
  /** Whether it has been evaluated as the end of the trial, which tells more than an evaluation on the way. */
  concluded: z.boolean(),
  /** Why the optimizer found nothing more to gain, or null. */
  convergence: z.string().nullable(),
  /** Lowest watched loss at the end of an epoch, and how many epochs ago that was. */
  bestLoss: z.number().nullable(),
  epochsSinceBest: z.number().int().min(0),
  /** Of the batches since the last evaluation, or before it where none has been taught since: the objective of the skin summed over their rows, and these rows. */
  objectiveSum: z.number(),
  objectiveRows: z.number().int().min(0),
  /** What the schedule of the learning rate remembers. */
  schedule: z.record(z.string(), z.number().nullable()),
});
export type Course = z.infer<typeof courseSchema>;

/** The beginning of a trial whose schedule starts as given. */
export function startingCourse(schedule: ScheduleState): Course {
  return {
    epoch: 0,
    batch: 0,
    phase: 0,
    earlier: { functionEvaluations: 0, gradientEvaluations: 0 },
    samples: 0,
    step: 0,
    seconds: 0,
    evaluated: false,
    concluded: false,
    convergence: null,
    bestLoss: null,
    epochsSinceBest: 0,
    objectiveSum: 0,
    objectiveRows: 0,
    schedule: { ...schedule },
  };
}

/** Notes the watched loss (validation, else test, else training) at the end of an epoch, for the sake of patience. */
export function noteLoss(course: Course, loss: number | null): void {
  if (loss !== null && (course.bestLoss === null || loss < course.bestLoss)) {
    course.bestLoss = loss;
    course.epochsSinceBest = 0;
  } else if (course.epoch > 0) {
    course.epochsSinceBest++;
  }
}

type Limits = Pick<TrialSettings, 'epochs' | 'maximumSeconds' | 'maximumEvaluations' | 'patience'>;

/** Why a trial that came this far ends, or null where it goes on. */
export function terminationOf(course: Course, counts: Readonly<EvaluationCounts>, limits: Limits): Termination | null {
  if (course.convergence !== null) return { kind: 'converged', reason: course.convergence };
  if (limits.patience !== null && course.epochsSinceBest >= limits.patience) {
    return { kind: 'converged', reason: `no better loss for ${limits.patience} epochs` };
  }
  if (course.epoch >= limits.epochs) return { kind: 'budget', reason: 'epochs' };
  if (limits.maximumSeconds !== null && course.seconds >= limits.maximumSeconds) return { kind: 'budget', reason: 'seconds' };
  const evaluations = counts.functionEvaluations + counts.gradientEvaluations;
  if (limits.maximumEvaluations !== null && evaluations >= limits.maximumEvaluations) return { kind: 'budget', reason: 'evaluations' };
  return null;
}
