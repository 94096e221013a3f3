import type { RegistryMember } from '../registry.ts';

/** Where a trial stands when a batch is about to be taught. */
export interface ScheduleMoment {
  /** Epochs taught before this batch; a batch within an epoch of B is a step of 1/B. */
  readonly epoch: number;
  readonly batchesPerEpoch: number;
}

/** What a schedule remembers of the epochs so far: plain data, kept by a checkpoint. */
export type ScheduleState = Readonly<Record<string, number | null>>;

/** A learning rate over a trial: pure functions over plain state, so that a resumed trial goes on to the same bits. */
export interface Schedule {
  readonly start: ScheduleState;
  /** The share of the learning rate that holds for a batch; asked before every batch. */
  share(moment: ScheduleMoment, state: ScheduleState): number;
  /**
   * The state after `epoch` whole epochs. `loss` is that of the validation part, or of the training part where there is none; null where
   * nothing is measured. The test part plays no role, because a schedule decides what is learned.
   */
  afterEpoch(state: ScheduleState, epoch: number, loss: number | null): ScheduleState;
}

/** A schedule as a registry lists it. */
export interface ScheduleMember extends RegistryMember {
  /**
   * `parameters` have been checked by the registry.
   * @param epochs the epochs the trial is meant to have
   */
  create(parameters: Readonly<Record<string, unknown>>, epochs: number): Schedule;
  /** Whether the shares depend on the epochs the trial is meant to have, so that it cannot be prolonged; absent is no. */
  spansTrial?(parameters: Readonly<Record<string, unknown>>): boolean;
}

/** A schedule that remembers nothing: its share is a function of the moment alone. */
export function scheduleOfMoment(share: (moment: ScheduleMoment) => number): Schedule {
  return { start: {}, share, afterEpoch: (state) => state };
}
