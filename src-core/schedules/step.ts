import { z } from '../schema.ts';
import { scheduleOfMoment, type ScheduleMember } from './schedule.ts';

const parameters = z.object({
  stepEpochs: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(10)
    .meta({ label: 'Epochs a stair', help: 'Epochs from one drop of the learning rate to the next.' }),
  stepFactor: z
    .number()
    .positive()
    .max(1)
    .default(0.1)
    .meta({ label: 'Factor of a stair', help: 'What the learning rate is multiplied by at each drop.' }),
});

/** share = γ^⌊t/s⌋ with t the epochs taught: it changes at the beginning of epochs s, 2s, … only. */
export const step: ScheduleMember = {
  name: 'step',
  label: 'Stairs',
  summary: 'The learning rate drops by a factor every few epochs.',
  equation: 'α(t) = α γ^⌊t/s⌋, t in epochs',
  parameters,
  create(given) {
    const { stepEpochs, stepFactor } = parameters.parse(given);
    return scheduleOfMoment(({ epoch }) => stepFactor ** Math.floor(epoch / stepEpochs));
  },
};
