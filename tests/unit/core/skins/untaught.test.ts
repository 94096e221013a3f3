import { expect, it } from 'vitest';
import { cloudsData } from '../../../support/preparedData.ts';
import { localTeaching } from '../../../support/localTeaching.ts';
import { finish, trainerOf } from '../../../support/trainers.ts';

it('changes nothing, takes no steps, and a trial of it comes to its end', () => {
  const { network, teach } = localTeaching({ skin: { type: 'untaught' }, design: 'full 4 > full 3', samples: [[1, 2]] });
  const drawn = network.exportParameters();
  expect(teach()).toEqual({ loss: null, steps: 0, trouble: null });
  expect(network.exportParameters()).toEqual(drawn);

  const settings = { skin: { type: 'untaught' }, batchSize: 15, epochs: 1 };
  const trainer = trainerOf({ data: cloudsData(), design: 'full 5 tanh > full 2 softmax', settings });
  const before = trainer.network.exportParameters();
  const { records, termination } = finish(trainer);
  expect(termination).toEqual({ kind: 'budget', reason: 'epochs' });
  expect(records.map(({ epoch, step, samples }) => [epoch, step, samples])).toEqual([
    [0, 0, 0],
    [1, 0, 40],
  ]);
  expect(trainer.network.exportParameters()).toEqual(before);
});
