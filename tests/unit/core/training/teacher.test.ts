import { describe, expect, it } from 'vitest';
import type { PreparedData } from '../../../../src-core/data/partition.ts';
import { trialSettingsSchema } from '../../../../src-core/experiment/trialConfig.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import type { KernelSet } from '../../../../src-core/kernels/kernelSet.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { optimizers } from '../../../../src-core/optimizers/registry.ts';
import { shapeSize } from '../../../../src-core/shape.ts';
import { assembleTrial } from '../../../../src-core/training/assembleTrial.ts';
import { numbers, relativeError } from '../kernels/kernelFixtures.ts';
import { classificationData } from '../../../support/preparedData.ts';

const rows = 53;

/** Images, or rows of numbers, of three classes; the last batch of an epoch is smaller. */
function dataOf(inputShape: readonly number[]): PreparedData {
  const inputSize = shapeSize(inputShape);
  const values = numbers(7, rows * inputSize);
  const inputs = Array.from({ length: rows }, (_, row) => values.slice(row * inputSize, (row + 1) * inputSize));
  const labels = inputs.map((row) => (row[0]! > 0.3 ? 0 : row[1]! > 0 ? 1 : 2));
  const data = classificationData(inputs, labels);
  return {
    ...data,
    inputShape,
    inputs: Float32Array.from(data.inputs),
    targets: Float32Array.from(data.targets!),
  };
}

interface Case {
  readonly title: string;
  readonly inputShape: readonly number[];
  readonly design: string;
  readonly settings?: object;
}

const elementwiseOptimizers = optimizers.members
  .filter(({ create, parameters }) => create(parameters.parse({})).kind === 'elementwise')
  .map(({ name }) => name);

const small: Case[] = [
  { title: 'a chain of small full layers', inputShape: [5], design: 'full 9 tanh > full 7 relu > full 3 softmax' },
  { title: 'without biases', inputShape: [2], design: 'full 6 logistic bias=off > full 3 softmax bias=off' },
  {
    title: 'two sources',
    inputShape: [4],
    design: 'full 8 tanh > full 8 relu > full 3 softmax from=layer1,layer2',
    settings: { loss: { type: 'kullbackLeibler' } },
  },
  { title: 'a normalised exp', inputShape: [4], design: 'full 8 relu > full 3 exp', settings: { normalised: true } },
  { title: 'squared error', inputShape: [4], design: 'full 8 exp > full 3 tanh', settings: { loss: { type: 'pNorm' } } },
  { title: 'squared error of a logistic', inputShape: [4], design: 'full 8 tanh > full 3 logistic', settings: { loss: { type: 'pNorm' } } },
  {
    title: 'a frozen layer, a scale, row norms and fixed steps',
    inputShape: [4],
    design: 'full 8 tanh frozen=on > full 8 tanh rate=3 norm=2 > full 3 softmax',
    settings: { optimizer: { type: 'steepestDescent', learningRate: 0.1 } },
  },
  ...elementwiseOptimizers.map((type) => ({
    title: `the optimizer ${type}, a frozen layer and scales`,
    inputShape: [4],
    design: 'full 8 tanh > full 8 tanh frozen=on > full 8 tanh rate=0.5 > full 3 softmax',
    settings: { optimizer: { type } },
  })),
  ...[
    { penalties: { l2: 0.1 } },
    { penalties: { l1: 0.1 } },
    { penalties: { l1: 0.05, l2: 0.02 }, optimizer: { type: 'clippedDescent' } },
    { classWeights: 'balanced' },
    { loss: { type: 'pNorm', p: 3 } },
    { loss: { type: 'huber', delta: 0.5 } },
    { loss: { type: 'hinge' }, classWeights: 'balanced' },
    { loss: { type: 'shell' } },
  ].map((settings) => ({
    title: JSON.stringify(settings),
    inputShape: [4],
    design: 'full 8 tanh > full 3 tanh',
    settings: { loss: { type: 'pNorm' }, ...settings },
  })),
  ...['logistic', 'softmax'].map((update) => ({
    title: `binary cross-entropy of a ${update}`,
    inputShape: [4],
    design: `full 8 tanh > full 3 ${update}`,
    settings: { loss: { type: 'binaryCrossEntropy', smoothing: 0.01 }, classWeights: 'balanced' },
  })),
];

const large: Case[] = [
  { title: 'wide full layers', inputShape: [130], design: 'full 120 relu > full 3 softmax' },
  ...elementwiseOptimizers.map((type) => ({
    title: `wide full layers by ${type}`,
    inputShape: [130],
    design: 'full 120 relu rate=0.5 > full 3 softmax',
    settings: { optimizer: { type } },
  })),
  ...[
    { penalties: { l2: 0.01, l1: 0.001 } },
    { classWeights: 'balanced' },
    { classWeights: 'balanced', loss: { type: 'binaryCrossEntropy' }, penalties: { l2: 0.01 } },
  ].map((settings) => ({
    title: `wide full layers, ${JSON.stringify(settings)}`,
    inputShape: [130],
    design: 'full 120 relu > full 3 softmax',
    settings,
  })),
  {
    title: 'convolutions and pooling',
    inputShape: [9, 9],
    design: 'convolution 3x3x8 same relu > pooling 2x2 max > convolution 3x3x4 relu > pooling 2x2 mean > full 3 softmax',
  },
  { title: 'windows', inputShape: [7, 7], design: 'window 3x3 tanh > full 3 softmax' },
];

/** The rate changes with every batch, or from epoch to epoch. */
const scheduled: Case[] = [
  { type: 'cosine', cosineEpochs: 4 },
  { type: 'step', stepEpochs: 1 },
  { type: 'warmUp', warmUpEpochs: 2 },
].map((schedule) => ({
  title: `the schedule ${schedule.type}`,
  inputShape: [4],
  design: 'full 8 tanh rate=3 > full 3 softmax',
  settings: { schedule },
}));

/** What programs do not know, and must leave to single kernels. */
const unprogrammed: Case[] = [
  { title: 'a fractional power', inputShape: [4], design: 'full 8 tanh > full 3 tanh', settings: { loss: { type: 'pNorm', p: 2.5 } } },
  { title: 'dropout', inputShape: [4], design: 'full 8 tanh > dropout 0.5 > full 3 softmax' },
  { title: 'a random connection', inputShape: [8], design: 'random 6 tanh > full 3 softmax' },
  { title: 'a direct connection', inputShape: [4], design: 'direct tanh > full 3 softmax' },
  { title: 'an update without a kernel', inputShape: [4], design: 'full 8 elu > full 3 softmax' },
];

const epochs = 3;

/** Parameters after some epochs, most batches a call given. */
function teach({ inputShape, design, settings }: Case, kernels: KernelSet, mostBatches: number): number[] {
  const parsed = trialSettingsSchema.parse({ batchSize: 6, ...settings });
  const { network, teacher, feed, skin, schedule } = assembleTrial({
    design: parseNotation(design),
    settings: parsed,
    seed: 3,
    data: dataOf(inputShape),
    kernels,
  });
  let taught = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let batch = 0; batch < feed.batchesPerEpoch;) {
      const step = teacher.teach(epoch, batch, mostBatches, (each) =>
        schedule.share({ epoch: epoch + each / feed.batchesPerEpoch, batchesPerEpoch: feed.batchesPerEpoch }, schedule.start),
      );
      expect(step).toMatchObject({ trouble: null, steps: step.batches });
      batch += step.batches;
      taught += step.rows;
    }
  }
  expect(taught).toBe(epochs * rows);
  expect(skin.counts).toEqual({ functionEvaluations: epochs * 9, gradientEvaluations: epochs * 9 });
  return Array.from(network.exportParameters());
}

const unchanged = () => 1;

const withoutPrograms = (kernels: KernelSet): KernelSet => ({ ...kernels, programs: undefined });

describe.each(['auto', 'mul-add'] as const)('teaching by programs, arithmetic %s', (arithmetic) => {
  const create = () => createKernels('float32', { arithmetic });

  it.each([...small, ...large, ...scheduled])('$title: the same bits however many batches a call', (each) => {
    expect(teach(each, create(), 1)).toEqual(teach(each, create(), Infinity));
  });

  it.each(large)('$title: the same bits as by single kernels', (each) => {
    expect(teach(each, create(), Infinity)).toEqual(teach(each, withoutPrograms(create()), Infinity));
  });

  it.each([...small, ...scheduled])('$title: the same as by single kernels, but for the order of sums', (each) => {
    const program = teach(each, create(), Infinity);
    expect(relativeError(program, teach(each, withoutPrograms(create()), Infinity))).toBeLessThan(1e-4);
  });

  it.each([...small, ...large, ...scheduled])('$title: as in double precision', (each) => {
    expect(relativeError(teach(each, create(), Infinity), teach(each, createKernels('float64'), Infinity))).toBeLessThan(1e-4);
  });
});

describe('teaching by programs', () => {
  it.each(unprogrammed)('$title: batch by batch, and as in double precision', (each) => {
    const kernels = createKernels('float32');
    const { teacher } = assembleTrial({
      design: parseNotation(each.design),
      settings: trialSettingsSchema.parse({ batchSize: 6, ...each.settings }),
      seed: 1,
      data: dataOf(each.inputShape),
      kernels,
    });
    expect(teacher.teach(0, 0, Infinity, unchanged)).toMatchObject({ batches: 1, rows: 6 });
    const single = teach(each, createKernels('float32'), Infinity);
    expect(single).toEqual(teach(each, withoutPrograms(createKernels('float32')), Infinity));
    expect(relativeError(single, teach(each, createKernels('float64'), Infinity))).toBeLessThan(1e-4);
  });

  it.each([...small, ...large, ...scheduled])(
    '$title: whole batches of an epoch in one call, then the smaller last one',
    ({ inputShape, design, settings }) => {
      const { teacher } = assembleTrial({
        design: parseNotation(design),
        settings: trialSettingsSchema.parse({ batchSize: 6, ...settings }),
        seed: 1,
        data: dataOf(inputShape),
        kernels: createKernels('float32'),
      });
      expect(teacher.teach(0, 0, Infinity, unchanged)).toMatchObject({ batches: 8, rows: 48 });
      expect(teacher.teach(0, 8, Infinity, unchanged)).toMatchObject({ batches: 1, rows: 5 });
    },
  );

  it('is told of a loss that is not finite, and stops there', () => {
    const kernels = createKernels('float32');
    const { network, teacher, skin } = assembleTrial({
      design: parseNotation('full 5 relu > full 3 softmax'),
      settings: trialSettingsSchema.parse({ batchSize: 6 }),
      seed: 1,
      data: dataOf([4]),
      kernels,
    });
    network.importParameters(new Float32Array(network.parameterCount).fill(NaN));
    expect(teacher.teach(0, 0, 8, unchanged)).toMatchObject({ batches: 0, steps: 0, trouble: { kind: 'diverged' } });
    expect(skin.counts).toEqual({ functionEvaluations: 1, gradientEvaluations: 1 });
  });
});
