import { expect, it } from 'vitest';
import { skins } from '../../../../src-core/skins/registry.ts';
import { cloudsData } from '../../../support/preparedData.ts';
import { finish, trainerOf } from '../../../support/trainers.ts';

const local = ['oja', 'sanger', 'bcm', 'krotovHopfield', 'softHebb', 'winnerTakeAll', 'whitening', 'untaught', 'exemplars'];

it.each(local)('the usual design and settings of %s teach what they are asked to, to the end', (name) => {
  const task = { inputShape: [2], outputs: 2, isClassification: true, neurons: 8 };
  const { design, settings } = skins.get(name).usual(task);
  const trainer = trainerOf({ data: cloudsData(), design, settings: { skin: { type: name }, ...settings } });
  const { termination, records } = finish(trainer);
  expect(termination).toEqual({ kind: 'budget', reason: 'epochs' });
  expect(trainer.network.exportParameters().every(Number.isFinite)).toBe(true);
  // The clouds overlap, but any features tell them apart better than chance.
  expect(records.at(-1)!.trainAccuracy).toBeGreaterThanOrEqual(0.65);
});
