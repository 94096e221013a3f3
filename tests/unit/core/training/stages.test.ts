import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { FloatArray } from '../../../../src-core/kernels/arena.ts';
import { skins } from '../../../../src-core/skins/registry.ts';
import type { Trainer } from '../../../../src-core/training/trainer.ts';
import { cloudsData } from '../../../support/preparedData.ts';
import { finish, trainerOf, type TrialOfTest } from '../../../support/trainers.ts';

const data = cloudsData();
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;
const design = 'full 2 name=white > full 6 relu name=units > full 2 softmax name=out';
const whitening = { layers: ['white'], skin: { type: 'whitening' }, epochs: 1, batchSize: 10 };
const winners = { layers: ['units'], skin: { type: 'winnerTakeAll' }, epochs: 2, batchSize: 8 };
const settings = { stages: [whitening, winners], epochs: 3, batchSize: 20, optimizer: { type: 'adam' } };
const staged: TrialOfTest = { data, design, settings };

function parametersOf({ network }: Trainer, name: string): FloatArray {
  return network.kernels.arena.view(network.layers.find((layer) => layer.name === name)!.parameters!.all).slice();
}

/** Parameters of a layer whenever the network has been evaluated, by the epoch. */
function course(trainer: Trainer, name: string): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (;;) {
    const event = trainer.advance();
    if (event.kind === 'done') return found;
    if (event.kind === 'metrics') found.set(event.record.epoch, [...parametersOf(trainer, name)]);
  }
}

describe('stages', () => {
  it('teach their own layers only, one after the other, and then the rest is taught', () => {
    const [white, units, out] = ['white', 'units', 'out'].map((name) => course(trainerOf(staged), name));
    expect([...white!.keys()]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const changes = (layer: Map<number, number[]>) =>
      [1, 2, 3, 4, 5, 6].filter((epoch) => String(layer.get(epoch)) !== String(layer.get(epoch - 1)));
    expect(changes(white!)).toEqual([1]);
    expect(changes(units!)).toEqual([2, 3]);
    expect(changes(out!)).toEqual([4, 5, 6]);
  });

  it('are taught further with the rest where they are to be fine-tuned', () => {
    const units = course(trainerOf({ ...staged, settings: { ...settings, fineTune: true } }), 'units');
    expect(String(units.get(6))).not.toBe(String(units.get(3)));
  });

  it('leave their layers alone under penalties and search optimizers too', () => {
    const search = { ...settings, optimizer: { type: 'lbfgs' }, penalties: { l2: 0.1, l1: 0.01 }, batchSize: 0 };
    const units = course(trainerOf({ ...staged, settings: search }), 'units');
    expect(String(units.get(6))).toBe(String(units.get(3)));
  });

  it('count epochs, samples and steps over all of them', () => {
    const trainer = trainerOf(staged);
    const { records, termination } = finish(trainer);
    expect(termination).toEqual({ kind: 'budget', reason: 'epochs' });
    // 40 rows an epoch in batches of 10, of 8 and of 20; whitening takes no step but counts its batches.
    expect(records.map(({ samples }) => samples)).toEqual([0, 40, 80, 120, 160, 200, 240]);
    expect(trainer.position.epoch).toBe(6);
    expect(records.at(-1)!.step).toBe(4 + 2 * 5 + 3 * 2);
  });

  it('give no answers before the trial’s own skin teaches', () => {
    const { records } = finish(trainerOf(staged));
    expect(records.map(({ testAccuracy }) => testAccuracy === null)).toEqual([true, true, true, true, false, false, false]);
    expect(records[0]!.trainLoss).toBeNull();
    expect(records.at(-1)!.trainLoss).not.toBeNull();
  });

  it('go on from a checkpoint of any moment to the same bits', () => {
    const straight = trainerOf(staged);
    const whole = finish(straight);
    const events = 7 + 4 + 2 * 5 + 3 * 2;
    for (let from = 0; from <= events; from++) {
      const begun = trainerOf(staged);
      const records = [];
      for (let event = 0; event < from; event++) {
        const happened = begun.advance();
        if (happened.kind === 'metrics') records.push(happened.record);
      }
      const resumed = trainerOf(staged);
      resumed.restore(begun.checkpoint());
      const rest = finish(resumed);
      expect([...records, ...rest.records]).toEqual(whole.records);
      expect([...resumed.network.exportParameters()]).toEqual([...straight.network.exportParameters()]);
    }
  });

  it.each([
    ['a layer that is not there', { layers: ['nowhere'], skin: { type: 'oja' } }, 'experiment/bad-stage'],
    ['the inputs', { layers: ['input'], skin: { type: 'oja' } }, 'experiment/bad-stage'],
    ['a layer whose skin does not fit it', { layers: ['white', 'units'], skin: { type: 'whitening' } }, 'skin/unfit'],
  ])('are refused for %s', (_, stage, expected) => {
    expect(() => trainerOf({ ...staged, settings: { stages: [stage] } })).toThrow(code(expected));
  });

  it('leave nothing for backpropagation where they teach every layer, which is refused', () => {
    const all = { layers: ['white', 'units', 'out'], skin: { type: 'oja' } };
    expect(() => trainerOf({ ...staged, settings: { stages: [all] } })).toThrow(code('skin/unfit'));
    expect(finish(trainerOf({ ...staged, settings: { stages: [all], skin: { type: 'untaught' }, epochs: 1 } })).termination.kind).toBe(
      'budget',
    );
  });
});

describe('a skin’s last word', () => {
  /** How often each skin of whitening that is made meanwhile was finished, in the order in which they are made. */
  function countFinished(): number[] {
    const finished: number[] = [];
    const member = skins.get('whitening');
    const create = member.create.bind(member);
    const spy = vi.spyOn(member, 'create').mockImplementation((...given) => {
      const skin = create(...given);
      const which = finished.push(0) - 1;
      return {
        ...skin,
        finish() {
          finished[which]!++;
          skin.finish?.();
        },
      };
    });
    onTestFinished(() => spy.mockRestore());
    return finished;
  }

  const twoWhitenings: TrialOfTest = {
    data,
    design: 'full 2 name=first > full 2 name=second',
    settings: { stages: [{ ...whitening, layers: ['first'] }], skin: { type: 'whitening' }, epochs: 4, batchSize: 10 },
    tick: 1,
  };

  it.each([
    ['epochs', {}, [1, 1]],
    ['seconds', { maximumSeconds: 9 }, [1, 1]],
    ['seconds', { maximumSeconds: 2 }, [0, 0]],
  ])('is spoken once a phase that came to teach, where the trial ends by its %s', (reason, limits, expected) => {
    const finished = countFinished();
    const trainer = trainerOf({ ...twoWhitenings, settings: { ...twoWhitenings.settings, ...limits } });
    const drawn = [...parametersOf(trainer, 'second')];
    expect(finish(trainer).termination).toEqual({ kind: 'budget', reason });
    expect(finished).toEqual(expected);
    expect(String(parametersOf(trainer, 'second')) !== String(drawn)).toBe(expected[1] === 1);
  });

  it('is followed by the readouts, whatever ended the trial', () => {
    const trial: TrialOfTest = {
      data,
      design: 'full 6 relu > full 2 softmax',
      settings: {
        optimizer: { type: 'adam', learningRate: 1 },
        patience: 1,
        epochs: 50,
        batchSize: 20,
        otherReadouts: [{ type: 'setMean' }],
      },
    };
    const { records, termination } = finish(trainerOf(trial));
    expect(termination.kind).toBe('converged');
    expect(records.at(-1)!.otherAccuracies).toEqual({ setMean: expect.any(Number) as number });
    expect(records.filter(({ otherAccuracies }) => otherAccuracies)).toHaveLength(1);
  });

  it('waits for no loss that never comes: patience is for skins that compare', () => {
    const trial: TrialOfTest = { data, design: 'full 6', settings: { skin: { type: 'softHebb' }, patience: 1, epochs: 5, batchSize: 20 } };
    expect(finish(trainerOf(trial)).termination).toEqual({ kind: 'budget', reason: 'epochs' });
  });
});

describe('readouts of a trial', () => {
  it('are what suits the skin: outputs, stress or a probe', () => {
    const accuracies = [
      { design: 'full 2 softmax', settings: { epochs: 30, optimizer: { type: 'adam', learningRate: 0.1 } } },
      { design: 'full 8 clippedLinear', settings: { skin: { type: 'homeostasis', rule: 'ageing' }, epochs: 20 } },
      { design: 'full 6', settings: { skin: { type: 'softHebb' }, epochs: 2 } },
    ].map((trial) => finish(trainerOf({ data, ...trial })).records.at(-1)!.testAccuracy!);
    for (const accuracy of accuracies) expect(accuracy).toBeGreaterThanOrEqual(0.6);
  });

  it('by stress are refused where the skin knows none', () => {
    const trial: TrialOfTest = { data, design: 'full 6', settings: { skin: { type: 'softHebb' }, readout: { type: 'identify' } } };
    expect(() => trainerOf(trial)).toThrow(code('readout/unfit'));
  });

  it('may be there once each', () => {
    const twice = [{ type: 'setMean' }, { type: 'setMean', from: 'all' }];
    expect(() => trainerOf({ data, design: 'full 6', settings: { otherReadouts: twice } })).toThrow('once');
  });

  it('leave a class out of every part but the one that asks for its veto', () => {
    const leftOut = { ...data, leftOut: 1, parts: { ...data.parts, train: data.parts.train.filter((row) => data.labels![row] === 0) } };
    const trainer = trainerOf({
      data: leftOut,
      design: 'full 8 clippedLinear',
      settings: { skin: { type: 'homeostasis', rule: 'ageing' }, epochs: 20 },
    });
    for (;;) {
      const event = trainer.advance();
      if (event.kind === 'done') throw new Error('It ended without an identification.');
      if (event.kind !== 'metrics' || !event.identification) continue;
      // All that is asked is of class 0, and only its neurons were ever taught.
      expect(event.record.testAccuracy).toBe(1);
      expect(event.confusion!.counts[1]).toEqual([0, 0]);
      expect(event.identification.leftOut).toMatchObject({ name: 'class 1' });
      expect(event.identification.leftOut!.area).toBeGreaterThan(0.5);
      expect(event.identification.marginArea[1]).toBeNull();
      break;
    }
  });

  it('count fit neurons of clipped layers', () => {
    const last = finish(
      trainerOf({ data, design: 'full 8 clippedLinear name=clipped > full 2', settings: { epochs: 1, loss: { type: 'pNorm' } } }),
    ).records.at(-1)!;
    expect(Object.keys(last.fitShares!)).toEqual(['clipped']);
    expect(last.fitShares!['clipped']).toBeGreaterThan(0);
    expect(last.fitShares!['clipped']).toBeLessThan(1);
    expect(finish(trainerOf({ data, design: 'full 2 softmax', settings: { epochs: 1 } })).records.at(-1)!.fitShares).toBeUndefined();
  });
});
