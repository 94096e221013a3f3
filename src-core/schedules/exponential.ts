import { z } from '../schema.ts';
import { scheduleOfMoment, type ScheduleMember } from './schedule.ts';

const parameters = z.object({
  epochFactor: z
    .number()
    .positive()
    .max(1)
    .default(0.95)
    .meta({ label: 'Factor an epoch', help: 'What the learning rate is multiplied by over an epoch, a little with every batch.' }),
});

/** share = γ^t with t the epochs taught, fractions included: it changes with every batch. */
export const exponential: ScheduleMember = {
  name: 'exponential',
  label: 'Exponential',
  summary: 'The learning rate falls by the same factor in every epoch.',
  equation: 'α(t) = α γ^t, t in epochs',
  parameters,
  create(given) {
    const { epochFactor } = parameters.parse(given);
    return scheduleOfMoment(({ epoch }) => epochFactor ** epoch);
  },
};
