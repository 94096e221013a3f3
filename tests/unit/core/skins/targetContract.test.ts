import { describe, expect, it } from 'vitest';
import type { FloatArray } from '../../../../src-core/kernels/arena.ts';
import type { Choice } from '../../../../src-core/registry.ts';
import { skins } from '../../../../src-core/skins/registry.ts';
import type { Trainer } from '../../../../src-core/training/trainer.ts';
import { cloudsData } from '../../../support/preparedData.ts';
import { targetTeaching } from '../../../support/targetTeaching.ts';
import { finish, trainerOf, type TrialOfTest } from '../../../support/trainers.ts';

const types = ['feedbackAlignment', 'equilibriumPropagation', 'predictiveCoding'];
const design = 'full 5 logistic > full 2 logistic';

describe.each(types)('skin %s', (type) => {
  const skin = { type };
  const settings = { skin, epochs: 3, batchSize: 8, loss: { type: 'pNorm' }, optimizer: { type: 'adam', learningRate: 0.02 } };
  const trial = (changes: TrialOfTest['settings'] = {}) =>
    trainerOf({ data: cloudsData(), design, settings: { ...settings, ...changes }, seed: 6 });

  function taught(trainer: Trainer): FloatArray {
    expect(finish(trainer).termination).toEqual({ kind: 'budget', reason: 'epochs' });
    return trainer.network.exportParameters();
  }

  it('goes on from a checkpoint to the same bits', () => {
    const weights = taught(trial());
    const first = trial();
    for (let event = 0; event < 9; event++) first.advance();
    const second = trial();
    second.restore(first.checkpoint());
    expect(taught(second)).toEqual(weights);
  });

  it('comes to the same in float32 and float64', () => {
    const exact = taught(trial());
    const fast = taught(trial({ precision: 'float32' }));
    expect(Math.hypot(...exact.map((value, index) => value - fast[index]!)) / Math.hypot(...exact)).toBeLessThan(1e-4);
  });

  it('tells the clouds apart by its usual design and settings', () => {
    const usual = skins.get(type).usual({ inputShape: [2], outputs: 2, isClassification: true, neurons: 16 });
    const longer = { ...usual.settings, skin, batchSize: 8, epochs: 300, precision: 'float32' as const };
    const { records } = finish(trainerOf({ data: cloudsData(), design: usual.design, settings: longer }));
    expect(records.at(-1)!.trainAccuracy).toBeGreaterThan(0.7);
  });

  it('refuses an optimizer that searches along lines, and a network of which nothing can be taught', () => {
    const options = { skin, inputs: [[1, 2]], targets: [[0, 1]] };
    const unfit = expect.objectContaining({ code: 'skin/unfit' }) as Error;
    expect(() => targetTeaching({ ...options, design, optimizer: { type: 'lbfgs' } })).toThrow(unfit);
    expect(() => targetTeaching({ ...options, design: 'full 2 logistic frozen=on' })).toThrow(unfit);
  });

  it('teaches over a frozen layer', () => expectTaughtBeside('full 4 tanh frozen=on > full 3 tanh > full 2 logistic', skin));
});

/** Teaches all but the frozen layer: the objective falls, and the layer stays as it is. */
function expectTaughtBeside(frozenDesign: string, skin: Choice): void {
  const { network, teach } = targetTeaching({ skin, design: frozenDesign, inputs: [[1, 2]], targets: [[0, 1]] });
  const frozen = network.layers.find((layer) => layer.design?.frozen)!.parameters!.all;
  const before = network.kernels.arena.view(frozen).slice();
  const first = teach().loss!;
  for (let step = 0; step < 500; step++) teach();
  expect(teach().loss).toBeLessThan(first);
  expect(network.kernels.arena.view(frozen)).toEqual(before);
}

describe.each(['equilibriumPropagation', 'predictiveCoding'])('skin %s', (type) => {
  it.each(['full 4 tanh > normalise > full 2', 'full 4 tanh > full 3 tanh from=input > full 2', 'full 4 tanh > full 2 from=input,layer1'])(
    'refuses "%s", which is no chain of full connections',
    (of) => {
      const refused = () => targetTeaching({ skin: { type }, design: of, inputs: [[1, 2]], targets: [[0, 1]] });
      expect(refused).toThrow(expect.objectContaining({ code: 'skin/unfit', details: { layer: expect.any(String) as string } }) as Error);
    },
  );

  it('teaches under a frozen layer', () => expectTaughtBeside('full 4 tanh > full 3 tanh > full 2 logistic frozen=on', { type }));

  it('takes any layers below the lowest that is taught', () => {
    const of = 'full 4 tanh frozen=on > normalise > full 3 tanh > full 2 logistic';
    const { teach } = targetTeaching({ skin: { type }, design: of, inputs: [[1, 2]], targets: [[0, 1]] });
    expect(teach().trouble).toBe(null);
  });
});
