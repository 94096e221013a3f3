import { z } from '../schema.ts';
import type { Schedule, ScheduleMember, ScheduleState } from './schedule.ts';

const parameters = z.object({
  plateauEpochs: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(5)
    .meta({ label: 'Epochs of a plateau', help: 'Epochs without a lower loss after which the learning rate is reduced.' }),
  plateauFactor: z
    .number()
    .positive()
    .lt(1)
    .default(0.5)
    .meta({ label: 'Factor at a plateau', help: 'What the learning rate is multiplied by at each plateau.' }),
  plateauLowest: z
    .number()
    .min(0)
    .max(1)
    .default(0.001)
    .meta({ label: 'Lowest share', help: 'Share of the learning rate below which it is not reduced.' }),
});

/**
 * After n epochs in a row whose loss was no lower than the lowest before, share ← max(γ share, s), and the count begins anew. The loss is
 * the validation part's, or the training part's where there is none; the epoch before training counts as the first to compare with. The
 * share changes between epochs only.
 */
export const reduceOnPlateau: ScheduleMember = {
  name: 'reduceOnPlateau',
  label: 'Reduce on plateau',
  summary: 'The learning rate is reduced whenever the loss has not fallen for some epochs.',
  equation: 'α ← max(γα, sα₀) after n epochs without a lower loss',
  parameters,
  create(given): Schedule {
    const { plateauEpochs, plateauFactor, plateauLowest } = parameters.parse(given);
    return {
      start: { share: 1, lowestLoss: null, epochsSince: 0 } satisfies PlateauState,
      share: (_moment, state) => (state as PlateauState).share,
      afterEpoch(state, _epoch, loss) {
        const { share, lowestLoss, epochsSince } = state as PlateauState;
        if (loss === null) return state;
        if (lowestLoss === null || loss < lowestLoss) return { share, lowestLoss: loss, epochsSince: 0 };
        if (epochsSince + 1 < plateauEpochs) return { share, lowestLoss, epochsSince: epochsSince + 1 };
        return { share: Math.max(plateauFactor * share, plateauLowest), lowestLoss, epochsSince: 0 };
      },
    };
  },
};

interface PlateauState extends ScheduleState {
  readonly share: number;
  readonly lowestLoss: number | null;
  readonly epochsSince: number;
}
