import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { optimizers } from '../../../../src-core/optimizers/registry.ts';
import { schedules } from '../../../../src-core/schedules/registry.ts';
import type { Trainer } from '../../../../src-core/training/trainer.ts';
import { peekTrial } from '../../../../src-core/training/trialCheckpoint.ts';
import { cloudsData } from '../../../support/preparedData.ts';
import { finish, trainerOf, type TrialOfTest } from '../../../support/trainers.ts';

const data = cloudsData();

const trials: Record<string, TrialOfTest['settings']> = {
  adam: { optimizer: { type: 'adam' }, batchSize: 7 },
  'adam in float32': { optimizer: { type: 'adam' }, batchSize: 7, precision: 'float32' },
  'steepest descent': { optimizer: { type: 'steepestDescent' }, batchSize: 9 },
  'steepest descent with a line search': { optimizer: { type: 'steepestDescent', lineSearch: 'armijo', stepsPerBatch: 2 }, batchSize: 20 },
  'conjugate gradient on batches': { optimizer: { type: 'conjugateGradient', stepsPerBatch: 3 }, batchSize: 16 },
  'L-BFGS on the whole': { optimizer: { type: 'lbfgs', stepsPerBatch: 1, memory: 3 }, batchSize: 0, epochs: 12 },
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
  'penalties and class weights': { penalties: { l2: 0.01, l1: 0.001 }, classWeights: 'balanced', batchSize: 7 },
  'a rate that is reduced again and again': {
    optimizer: { type: 'momentum', learningRate: 0.5 },
    schedule: { type: 'warmUp', warmUpEpochs: 0.5, followedBy: 'reduceOnPlateau', plateauEpochs: 1 },
    batchSize: 9,
    epochs: 6,
  },
  ...Object.fromEntries(optimizers.members.map(({ name }) => [`every optimizer: ${name}`, { optimizer: { type: name }, batchSize: 16 }])),
  ...Object.fromEntries(schedules.members.map(({ name }) => [`every schedule: ${name}`, { schedule: { type: name }, batchSize: 16 }])),
};

function advance(trainer: Trainer, events: number): void {
  for (let event = 0; event < events; event++) trainer.advance();
}

describe('a trial resumed from a checkpoint', () => {
  const badCheckpoint = expect.objectContaining({ code: 'training/bad-checkpoint' });

  const cases = Object.entries(trials).flatMap(([name, settings]) => [
    [name, 'full 4 tanh norm=2 > full 2 softmax rate=3', settings, 25] as const,
    [`${name}, with dropout`, 'random 6 fan=2 tanh > dropout 0.4 > full 2 softmax', settings, 5] as const,
  ]);

  it.each(cases)('%s goes on to the same bits from anywhere', (_name, design, settings, numRuns) => {
    const trial: TrialOfTest = { data, design, settings: { epochs: 4, ...settings } };
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
      { seed: 7, numRuns },
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

  it('may not go on with a larger budget where the schedule spans the whole trial', () => {
    const trial = (epochs: number, cosineEpochs: number | null): TrialOfTest => ({
      data,
      design: 'full 2 softmax',
      settings: { epochs, schedule: { type: 'cosine', cosineEpochs } },
    });
    const bytes = trainerOf(trial(2, null)).checkpoint();
    expect(() => trainerOf(trial(3, null)).restore(bytes)).toThrow(badCheckpoint);
    expect(() => trainerOf(trial(2, null)).restore(bytes)).not.toThrow();
    expect(() => trainerOf(trial(3, 2)).restore(trainerOf(trial(2, 2)).checkpoint())).not.toThrow();
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

  it('goes on whichever arithmetic was asked for, if it is the one the checkpoint was computed with', () => {
    const trial = (arithmetic: 'auto' | 'mul-add'): TrialOfTest => ({
      data,
      design: 'full 2 softmax',
      settings: { arithmetic, epochs: 3, precision: 'float32' },
    });
    const forced = trainerOf(trial('mul-add'));
    advance(forced, 2);
    const bytes = forced.checkpoint();
    expect(peekTrial(bytes).arithmetic).toBe('mul-add');
    expect(() => trainerOf(trial('mul-add')).restore(bytes)).not.toThrow();
    const { arithmetic } = createKernels('float32');
    const restore = () => trainerOf(trial('auto')).restore(bytes);
    if (arithmetic === 'mul-add') expect(restore).not.toThrow();
    else expect(restore).toThrow(expect.objectContaining({ code: 'training/other-arithmetic' }));
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
