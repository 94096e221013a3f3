import { z } from '../schema.ts';
import { constant } from './constant.ts';
import { cosine } from './cosine.ts';
import { exponential } from './exponential.ts';
import { reduceOnPlateau } from './reduceOnPlateau.ts';
import type { Schedule, ScheduleMember } from './schedule.ts';
import { step } from './step.ts';

const followers = { constant, step, exponential, cosine, reduceOnPlateau } as const;
const followerNames = Object.keys(followers) as (keyof typeof followers)[];

const own = z.object({
  warmUpEpochs: z
    .number()
    .positive()
    .max(1_000_000)
    .default(1)
    .meta({ label: 'Epochs of the rise', help: 'Epochs in which the learning rate rises from 0 to its full height.' }),
  followedBy: z
    .enum(followerNames)
    .default('constant')
    .meta({ label: 'Followed by', help: 'The schedule that goes on from there; its own settings are below.' }),
});

/** Side by side and not one inside the other, so that forms, options and searches reach them as they reach any other. */
const parameters = z.object({
  ...own.shape,
  ...step.parameters.shape,
  ...exponential.parameters.shape,
  ...cosine.parameters.shape,
  ...reduceOnPlateau.parameters.shape,
});

/**
 * share = (t + 1/B)/w while t < w, with t the epochs taught and B the batches of an epoch, so that the first batch has a rate above 0 and
 * the last of the rise the full one; then another schedule as if the trial began at t = w (Goyal et al. 2017, section 2.2).
 */
export const warmUp: ScheduleMember = {
  name: 'warmUp',
  label: 'Warm-up',
  summary: 'The learning rate rises in a straight line, then another schedule goes on.',
  equation: 'α(t) = α (t + 1/B)/w for t < w epochs, then another schedule from t − w',
  parameters,
  create(given, epochs): Schedule {
    const { warmUpEpochs, followedBy } = own.parse(given);
    const follower = followers[followedBy].create(given, Math.max(0, epochs - warmUpEpochs));
    return {
      start: follower.start,
      share({ epoch, batchesPerEpoch }, state) {
        if (epoch < warmUpEpochs) return Math.min(1, (epoch + 1 / batchesPerEpoch) / warmUpEpochs);
        return follower.share({ epoch: epoch - warmUpEpochs, batchesPerEpoch }, state);
      },
      afterEpoch: (state, epoch, loss) => (epoch < warmUpEpochs ? state : follower.afterEpoch(state, epoch - warmUpEpochs, loss)),
    };
  },
  spansTrial: (given) => followers[own.parse(given).followedBy].spansTrial?.(given) ?? false,
};
