import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trainer } from '../../../../src-core/training/trainer.ts';
import { cloudsData } from '../../../support/preparedData.ts';
import { finish, trainerOf, type TrialOfTest } from '../../../support/trainers.ts';

const data = cloudsData();

const trials: Record<string, TrialOfTest['settings']> = {
  adam: { optimizer: { type: 'adam' }, batchSize: 7 },
  'adam in float32': { optimizer: { type: 'adam' }, batchSize: 7, precision: 'float32' },
  'steepest descent': { optimizer: { type: 'steepestDescent' }, batchSize: 9 },
  'steepest descent with a line search': { optimizer: { type: 'steepestDescent', lineSearch: 'armijo', stepsPerBatch: 2 }, batchSize: 20 },
  'conjugate gradient on batches': { optimizer: { type: 'conjugateGradient', stepsPerBatch: 3 }, batchSize: 16 },
  'conjugate gradient on the whole': { optimizer: { type: 'conjugateGradient', stepsPerBatch: 1 }, batchSize: 0, epochs: 12 },
  'conjugate gradient on the whole in float32': {
    optimizer: { type: 'conjugateGradient', stepsPerBatch: 1 },
    batchSize: 0,
    epochs: 12,
    precision: 'float32',
  },
  'conjugate gradient at a fixed rate': {
    optimizer: { type: 'conjugateGradientFixedRate', stepsPerBatch: 1, learningRate: 0.01 },
    batchSize: 0,
    epochs: 12,
  },
  patience: { optimizer: { type: 'adam', learningRate: 0.5 }, batchSize: 7, patience: 2 },
};

function advance(trainer: Trainer, events: number): void {
  for (let event = 0; event < events; event++) trainer.advance();
}

describe('a trial resumed from a checkpoint', () => {
  it.each(Object.entries(trials))('%s goes on to the same bits from anywhere', (_name, settings) => {
    const trial: TrialOfTest = { data, design: 'full 4 tanh norm=2 > full 2 softmax rate=3', settings: { epochs: 4, ...settings } };
    const straight = trainerOf(trial);
    const whole = finish(straight);

    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 10 }), (first, second) => {
        let trainer = trainerOf(trial);
        for (const events of [first, second]) {
          advance(trainer, events);
          const bytes = trainer.checkpoint();
          trainer = trainerOf(trial);
          trainer.restore(bytes);
          expect(trainer.checkpoint()).toEqual(bytes);
        }
        const rest = finish(trainer);
        expect(rest.records).toEqual(whole.records.slice(whole.records.length - rest.records.length));
        expect(rest.termination).toEqual(whole.termination);
        expect(trainer.network.exportParameters()).toEqual(straight.network.exportParameters());
      }),
      { seed: 7, numRuns: 25 },
    );
  });

  it('may go on with a larger budget, and then does what a longer trial does', () => {
    const trial = (epochs: number): TrialOfTest => ({ data, design: 'full 2 softmax', settings: { epochs } });
    const short = trainerOf(trial(2));
    finish(short);
    const resumed = trainerOf(trial(5));
    resumed.restore(short.checkpoint());
    const long = trainerOf(trial(5));
    expect(finish(resumed).records).toEqual(finish(long).records.slice(3));
  });

  it('keeps the seconds of earlier runs', () => {
    const trial: TrialOfTest = { data, design: 'full 2 softmax', tick: 1 };
    const first = trainerOf(trial);
    advance(first, 5);
    expect(first.position.seconds).toBe(5);
    const resumed = trainerOf(trial);
    resumed.restore(first.checkpoint());
    advance(resumed, 2);
    expect(resumed.position.seconds).toBe(7);
  });

  const badCheckpoint = expect.objectContaining({ code: 'training/bad-checkpoint' });

  it.each([
    ['another seed', { seed: 2 }],
    ['another design', { design: 'full 3 tanh > full 2 softmax' }],
    ['another rate', { settings: { optimizer: { type: 'adam', learningRate: 0.5 } } }],
    ['another precision', { settings: { precision: 'float32' as const } }],
    ['other data', { data: cloudsData(6), settings: { batchSize: 3 } }],
  ])('refuses a checkpoint of %s', (_name, change: Partial<TrialOfTest>) => {
    const trial: TrialOfTest = { data, design: 'full 2 softmax' };
    const bytes = trainerOf(trial).checkpoint();
    expect(() => trainerOf({ ...trial, ...change }).restore(bytes)).toThrow(badCheckpoint);
  });

  it('refuses a checkpoint of another arithmetic by its name', () => {
    const trial: TrialOfTest = { data, design: 'full 2 softmax' };
    const trainer = trainerOf(trial);
    const { arithmetic } = trainer.network.kernels;
    const other = arithmetic === 'fma' ? 'mul-add' : 'fma';
    Object.defineProperty(trainer.network.kernels, 'arithmetic', { value: other });
    const bytes = trainer.checkpoint();
    expect(() => trainerOf(trial).restore(bytes)).toThrow(
      expect.objectContaining({ code: 'training/other-arithmetic', message: expect.stringContaining(other) }),
    );
  });
});
