import { z } from '../schema.ts';
import { scheduleOfMoment, type ScheduleMember } from './schedule.ts';

const parameters = z.object({
  endShare: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({ label: 'Share at the end', help: 'What is left of the learning rate at the end of the trial.' }),
});

/** share = 1 − (1 − e) t/T with t the epochs taught, fractions included, T those the trial is meant to have and e the share at the end. */
export const linear: ScheduleMember = {
  name: 'linear',
  label: 'Linear',
  summary: 'The learning rate falls along a straight line over the trial, down to 0 unless told otherwise.',
  equation: 'α(t) = α (1 − (1 − e) t/T), t in epochs of T',
  parameters,
  create(given, epochs) {
    const { endShare } = parameters.parse(given);
    return scheduleOfMoment(({ epoch }) => 1 - (1 - endShare) * Math.min(1, epoch / epochs));
  },
  spansTrial: () => true,
};
