import { z } from '../schema.ts';
import { scheduleOfMoment, type ScheduleMember } from './schedule.ts';

/** share = 1 all through the trial. */
export const constant: ScheduleMember = {
  name: 'constant',
  label: 'Constant',
  summary: 'The learning rate stays as it is.',
  equation: 'α(t) = α',
  parameters: z.object({}),
  create: () => scheduleOfMoment(() => 1),
};
