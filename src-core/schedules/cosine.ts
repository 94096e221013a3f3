import { z } from '../schema.ts';
import { scheduleOfMoment, type ScheduleMember } from './schedule.ts';

const parameters = z.object({
  cosineEpochs: z.number().positive().max(1_000_000).nullable().default(null).meta({
    label: 'Epochs of the fall',
    help: 'Epochs in which the learning rate reaches its lowest; empty is all the epochs of the trial.',
  }),
  lowestShare: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({ label: 'Share in the end', help: 'Share of the learning rate that is left in the end.' }),
});

/**
 * share = s + (1 − s)(1 + cos πt/T)/2 with t the epochs taught, fractions included, and T those of the fall; s from T on (Loshchilov &
 * Hutter 2017, SGDR, eq. 5, without restarts). It changes with every batch.
 */
export const cosine: ScheduleMember = {
  name: 'cosine',
  label: 'Cosine',
  summary: 'The learning rate falls along half a cosine, slowly at first and in the end.',
  equation: 'α(t) = α (s + (1 − s)(1 + cos(πt/T))/2), t in epochs (SGDR, eq. 5)',
  parameters,
  create(given, epochs) {
    const { cosineEpochs, lowestShare } = parameters.parse(given);
    const span = cosineEpochs ?? epochs;
    return scheduleOfMoment(({ epoch }) => {
      const progress = span > 0 ? Math.min(1, epoch / span) : 1;
      return lowestShare + ((1 - lowestShare) * (1 + Math.cos(Math.PI * progress))) / 2;
    });
  },
  spansTrial: (given) => parameters.parse(given).cosineEpochs === null,
};
