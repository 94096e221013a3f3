import { describe, expect, it } from 'vitest';
import type { PreparedData } from '../../../../src-core/data/partition.ts';
import { trialSettingsSchema } from '../../../../src-core/experiment/trialConfig.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { createTrainer } from '../../../../src-core/training/trainer.ts';
import { kernelSets } from '../kernels/kernelFixtures.ts';
import { cloudsData, regressionData, xorData } from '../../../support/preparedData.ts';
import { finish, trainerOf, type TrialOfTest } from '../../../support/trainers.ts';

const clouds = cloudsData();
const cloudsDesign = 'full 5 tanh > full 2 softmax';

describe('createTrainer', () => {
  it.each([
    { type: 'adam', learningRate: 0.05 },
    { type: 'steepestDescent', learningRate: 0.5 },
    { type: 'steepestDescent', lineSearch: 'strongWolfe' },
    { type: 'conjugateGradient' },
    { type: 'conjugateGradient', beta: 'daiYuan', lineSearch: 'armijo' },
    { type: 'conjugateGradientFixedRate', learningRate: 0.05 },
    { type: 'adamW', learningRate: 0.05 },
    { type: 'rmsProp', learningRate: 0.01 },
    { type: 'momentum', learningRate: 0.1 },
    { type: 'nesterov', learningRate: 0.1 },
    { type: 'clippedDescent', learningRate: 1 },
    { type: 'rprop' },
  ])('learns exclusive or with %o', (optimizer) => {
    const { records } = finish(
      trainerOf({ data: xorData, design: 'full 8 tanh > full 2 softmax', settings: { optimizer, batchSize: 0, epochs: 300 } }),
    );
    expect(records[0]!.trainLoss).toBeGreaterThan(0.4);
    expect(records.at(-1)!.trainAccuracy).toBe(1);
    expect(records.at(-1)!.trainLoss).toBeLessThan(0.05);
  });

  it('evaluates before the first step and after every epoch, and counts what it did', () => {
    const { records, termination } = finish(trainerOf({ data: clouds, design: cloudsDesign, settings: { batchSize: 15, epochs: 3 } }));
    expect(records.map(({ epoch, step, samples }) => ({ epoch, step, samples }))).toEqual([
      { epoch: 0, step: 0, samples: 0 },
      { epoch: 1, step: 3, samples: 40 },
      { epoch: 2, step: 6, samples: 80 },
      { epoch: 3, step: 9, samples: 120 },
    ]);
    expect(records.map(({ functionEvaluations, gradientEvaluations }) => [functionEvaluations, gradientEvaluations])).toEqual(
      [0, 3, 6, 9].map((n) => [n, n]),
    );
    expect(termination).toEqual({ kind: 'budget', reason: 'epochs' });
    for (const record of records) expect(Object.values(record).every(Number.isFinite)).toBe(true);
  });

  it('goes on saying done after the end', () => {
    const trainer = trainerOf({ data: xorData, design: cloudsDesign, settings: { epochs: 1 } });
    const { termination } = finish(trainer);
    expect(trainer.advance()).toEqual({ kind: 'done', termination });
  });

  it('gives the confusion matrix of the test part, whose diagonal is the accuracy', () => {
    const trainer = trainerOf({ data: clouds, design: cloudsDesign });
    const event = trainer.advance();
    if (event.kind !== 'metrics') throw new Error('the first event is an evaluation');
    const counts = event.confusion!.counts;
    expect(event.confusion!.classNames).toEqual(['class 0', 'class 1']);
    expect(counts.map((row) => row[0]! + row[1]!)).toEqual([5, 5]);
    expect((counts[0]![0]! + counts[1]![1]!) / 10).toBe(event.record.testAccuracy);
  });

  it('has no accuracy in a regression, and fits a straight line to it', () => {
    const inputs = Array.from({ length: 20 }, (_, row) => [row / 10 - 1]);
    const data = regressionData(
      inputs,
      inputs.map(([x]) => [3 * x! - 1]),
    );
    const settings = { loss: { type: 'pNorm' }, optimizer: { type: 'conjugateGradient' }, batchSize: 0, epochs: 20 };
    const trainer = trainerOf({ data, design: 'full 1', settings });
    const { records, termination } = finish(trainer);
    expect(records.at(-1)).toMatchObject({ trainAccuracy: null, testAccuracy: null, testLoss: null, validationLoss: null });
    const [slope, offset] = trainer.network.exportParameters();
    expect(slope).toBeCloseTo(3, 6);
    expect(offset).toBeCloseTo(-1, 6);
    expect(termination.kind).toBe('converged');
  });

  describe('follows a schedule', () => {
    const parameters = (settings: TrialOfTest['settings']) => {
      const trainer = trainerOf({
        data: clouds,
        design: cloudsDesign,
        settings: { batchSize: 20, optimizer: { type: 'steepestDescent' }, ...settings },
      });
      return { ...finish(trainer), parameters: trainer.network.exportParameters() };
    };

    it('batch by batch: at a share of 0 nothing moves, and what came before is as it would be', () => {
      // Half a cosine over one epoch of two batches: shares 1 and ½; then 0 for good.
      const schedule = { type: 'cosine', cosineEpochs: 1 };
      const [one, two, three] = [1, 2, 3].map((epochs) => parameters({ schedule, epochs }).parameters);
      expect(two).toEqual(one);
      expect(three).toEqual(one);
      expect(parameters({ epochs: 1 }).parameters).not.toEqual(one);
    });

    it('as if the rate had been set by hand', () => {
      // The first of four batches of a rise has a quarter of the rate.
      const settings = { batchSize: 0, epochs: 1 };
      const risen = parameters({
        ...settings,
        schedule: { type: 'warmUp', warmUpEpochs: 4 },
        optimizer: { type: 'steepestDescent', learningRate: 2 },
      });
      expect(risen.parameters).toEqual(parameters({ ...settings, optimizer: { type: 'steepestDescent', learningRate: 0.5 } }).parameters);
    });

    it('by the validation loss where there is one, never the test loss', () => {
      const settings = {
        epochs: 10,
        optimizer: { type: 'steepestDescent', learningRate: 0.3 },
        schedule: { type: 'reduceOnPlateau', plateauEpochs: 1, plateauFactor: 0.001 },
      };
      const run = (data: PreparedData) => {
        const trainer = trainerOf({ data, design: cloudsDesign, settings: { batchSize: 0, ...settings } });
        finish(trainer);
        return trainer.network.exportParameters();
      };
      const flipped = (part: 'validation' | 'test'): PreparedData => {
        const targets = clouds.targets!.slice();
        for (const row of clouds.parts[part]) targets.set([targets[2 * row + 1]!, targets[2 * row]!], 2 * row);
        return { ...clouds, targets };
      };
      expect(run(flipped('test'))).toEqual(run(clouds));
      expect(run(flipped('validation'))).not.toEqual(run(clouds));
    });
  });

  it('judges a large training part by a sample of 10,000 rows', () => {
    // The network answers 0 to everything, and only the last of 10,001 rows wants something else: it is in the sample or it is not.
    const inputs = Array.from({ length: 10_001 }, () => [0]);
    const data = regressionData(
      inputs,
      inputs.map((_, row) => [row === 10_000 ? 100 : 0]),
    );
    const trainer = trainerOf({ data, design: 'full 1', settings: { loss: { type: 'pNorm' }, batchSize: 0, epochs: 1 } });
    const event = trainer.advance();
    if (event.kind !== 'metrics') throw new Error('the first event is an evaluation');
    const { trainLoss } = event.record;
    expect([0, 0.5]).toContain(trainLoss);
  });

  describe('is decided by its config and seed', () => {
    const run = (seed: number) => {
      const trainer = trainerOf({ data: clouds, design: cloudsDesign, settings: { batchSize: 7, epochs: 4 }, seed });
      return { ...finish(trainer), parameters: [...trainer.network.exportParameters()] };
    };

    it('to the same bits', () => expect(run(3)).toEqual(run(3)));
    it('and differs between seeds', () => expect(run(3).parameters).not.toEqual(run(4).parameters));
  });

  it('is close to float64 in float32', () => {
    const run = (precision: 'float32' | 'float64') => {
      const trainer = trainerOf({ data: clouds, design: cloudsDesign, settings: { batchSize: 8, epochs: 5, precision } });
      finish(trainer);
      return trainer.network.exportParameters();
    };
    const [single, double] = [run('float32'), run('float64')];
    expect(single).toBeInstanceOf(Float32Array);
    const difference = Math.hypot(...double.map((value, index) => value - single[index]!));
    expect(difference / Math.hypot(...double)).toBeLessThan(1e-4);
  });

  it.each(kernelSets)('trains by whatever kernels a machine has: $title', ({ create }) => {
    const kernels = create();
    const settings = trialSettingsSchema.parse({ batchSize: 8, epochs: 30, precision: kernels.precision });
    const { records } = finish(
      createTrainer({ design: parseNotation(cloudsDesign), settings, seed: 1, data: clouds, kernels, clock: () => 0 }),
    );
    expect(records.at(-1)!.trainLoss).toBeLessThan(0.8 * records[0]!.trainLoss!);
  });

  describe('ends', () => {
    it('when its seconds are used, with an evaluation at a fraction of an epoch', () => {
      const { records, termination } = finish(
        trainerOf({ data: clouds, design: cloudsDesign, settings: { batchSize: 10, maximumSeconds: 3 }, tick: 1 }),
      );
      expect(termination).toEqual({ kind: 'budget', reason: 'seconds' });
      // One second an event: an evaluation, then two batches, of four in an epoch.
      expect(records.map(({ epoch }) => epoch)).toEqual([0, 0.5]);
    });

    it('when its evaluations are used', () => {
      const { records, termination } = finish(
        trainerOf({ data: clouds, design: cloudsDesign, settings: { batchSize: 10, maximumEvaluations: 11 } }),
      );
      expect(termination).toEqual({ kind: 'budget', reason: 'evaluations' });
      expect(records.at(-1)).toMatchObject({ functionEvaluations: 6, gradientEvaluations: 6, epoch: 1.5 });
    });

    it('when the validation loss has not improved for as long as patience lasts', () => {
      const settings = { optimizer: { type: 'adam', learningRate: 0.3 }, epochs: 500, patience: 5 };
      const { records, termination } = finish(trainerOf({ data: clouds, design: 'full 20 tanh > full 2 softmax', settings }));
      expect(termination).toEqual({ kind: 'converged', reason: 'no better loss for 5 epochs' });
      const losses = records.map(({ validationLoss }) => validationLoss!);
      expect(losses.indexOf(Math.min(...losses))).toBe(losses.length - 1 - 5);
    });

    it('as diverged at a rate far too large, and stands at its last good state', () => {
      const inputs = Array.from({ length: 10 }, (_, row) => [row + 1]);
      const data = regressionData(inputs, inputs);
      const settings = { loss: { type: 'pNorm' }, optimizer: { type: 'steepestDescent', learningRate: 1e6 }, batchSize: 5, epochs: 1000 };
      const trainer = trainerOf({ data, design: 'full 1', settings });
      const { records, termination } = finish(trainer);
      expect(termination.kind).toBe('diverged');
      expect(records.every(({ trainLoss }) => Number.isFinite(trainLoss))).toBe(true);
      expect(trainer.network.exportParameters().every(Number.isFinite)).toBe(true);
      expect(trainer.position.step).toBe(records.at(-1)!.step);
      // The checkpoint it hands out can be gone on from, and leads to the same end.
      const again = trainerOf({ data, design: 'full 1', settings });
      again.restore(trainer.checkpoint());
      expect(finish(again).termination).toEqual(termination);
    });

    it('as diverged within the step in which a NaN comes in', () => {
      const data = regressionData([[1], [2], [NaN], [3]], [[1], [2], [3], [4]]);
      const settings = { loss: { type: 'pNorm' }, optimizer: { type: 'steepestDescent', learningRate: 0.01 }, batchSize: 0 };
      const clean = { ...data, parts: { ...data.parts, train: Uint32Array.of(0, 1, 3) } };
      expect(finish(trainerOf({ data: clean, design: 'full 1', settings })).termination.kind).toBe('budget');
      expect(finish(trainerOf({ data, design: 'full 1', settings })).termination).toMatchObject({ kind: 'diverged', step: 1 });
    });
  });

  describe('refuses', () => {
    const code = (expected: string) => expect.objectContaining({ code: expected });

    it('a last layer that does not fit the classes, by name', () => {
      const make = () => trainerOf({ data: clouds, design: 'full 4 tanh > full 3 softmax name=answer' });
      expect(make).toThrow(code('design/outputs'));
      expect(make).toThrow(/"answer" has 3 axons.*must have 2/);
    });

    it('data without a target, for a skin that reads targets', () => {
      const data = { ...clouds, targets: null, labels: null, task: 'none' as const, outputSize: 0 };
      expect(() => trainerOf({ data, design: cloudsDesign })).toThrow(code('training/no-targets'));
    });

    it('an empty training part', () => {
      const data = { ...clouds, parts: { ...clouds.parts, train: new Uint32Array() } };
      expect(() => trainerOf({ data, design: cloudsDesign })).toThrow(code('training/no-rows'));
    });

    it('a rate that is no number', () => {
      expect(() => trainerOf({ data: clouds, design: cloudsDesign, settings: { optimizer: { type: 'adam', learningRate: NaN } } })).toThrow(
        /learningRate/,
      );
    });
  });
});
