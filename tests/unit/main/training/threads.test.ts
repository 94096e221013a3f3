import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { PreparedData } from '../../../../src-core/data/partition.ts';
import { trialSettingsSchema } from '../../../../src-core/experiment/trialConfig.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import type { KernelSet } from '../../../../src-core/kernels/kernelSet.ts';
import type { HelperTask } from '../../../../src-core/kernels/threads.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { shapeSize } from '../../../../src-core/shape.ts';
import { assembleTrial, type TrialSetup } from '../../../../src-core/training/assembleTrial.ts';
import { enableRelaxedSimd } from '../../../../src-main/training/enableRelaxedSimd.ts';
import { parametersSha256 } from '../../../../src-main/training/parametersSha256.ts';
import { startNodeThread } from '../../../../src-main/training/startNodeThread.ts';
import { classificationData } from '../../../support/preparedData.ts';
import { numbers } from '../../core/kernels/kernelFixtures.ts';

enableRelaxedSimd();

const rows = 91;

function dataOf(inputShape: readonly number[]): PreparedData {
  const inputSize = shapeSize(inputShape);
  const values = numbers(7, rows * inputSize);
  const inputs = Array.from({ length: rows }, (_, row) => values.slice(row * inputSize, (row + 1) * inputSize));
  const labels = inputs.map((row) => (row[0]! > 0.3 ? 0 : row[1]! > 0 ? 1 : 2));
  const data = classificationData(inputs, labels);
  return { ...data, inputShape, inputs: Float32Array.from(data.inputs), targets: Float32Array.from(data.targets!) };
}

interface Case {
  readonly inputShape: readonly number[];
  readonly design: string;
  readonly batchSize: number;
  readonly settings?: object;
}

// Sizes on and beside the edges of tiles, products with and without zeros to skip; no layer so small that its samples would lie in the lanes.
const cases: Case[] = [
  { inputShape: [130], design: 'full 120 relu > full 3 softmax', batchSize: 32 },
  { inputShape: [101], design: 'full 103 tanh > full 5 logistic > full 3 softmax', batchSize: 17 },
  { inputShape: [97], design: 'full 97 exp > full 3 tanh bias=off', batchSize: 1, settings: { loss: { type: 'pNorm' } } },
  { inputShape: [99], design: 'full 99 softmax > full 98 relu norm=2 > full 3 exp', batchSize: 23, settings: { normalised: true } },
  { inputShape: [128], design: 'full 128 relu frozen=on > full 96 tanh rate=3 > full 3 softmax from=layer1,layer2', batchSize: 30 },
  {
    inputShape: [11, 11],
    design: 'convolution 3x3x8 same relu > pooling 2x2 max > convolution 3x3x4 relu > pooling 2x2 mean > full 3 softmax',
    batchSize: 13,
  },
  { inputShape: [90], design: 'full 102 relu > full 75 relu > full 3 softmax', batchSize: 27 },
  {
    inputShape: [16, 13],
    design: 'convolution 5x5x8 same relu > pooling 2x2 max > convolution 3x3x12 same relu > pooling 2x2 max > full 3 softmax',
    batchSize: 10,
  },
  { inputShape: [12, 11], design: 'convolution 5x5x12 same tanh > convolution 3x3x16 same relu > full 3 softmax', batchSize: 8 },
  { inputShape: [12, 12], design: 'convolution 3x3x5 tanh > convolution 3x3x3 stride=2x2 relu > full 3 softmax', batchSize: 9 },
  { inputShape: [11, 11], design: 'window 3x3 tanh > window 2x2 relu > full 3 softmax', batchSize: 29 },
];

/** All optimizers but the one above, with what else steps and evaluations consist of. */
const optimizerCases: Case[] = [
  { type: 'steepestDescent' },
  { type: 'adamW', penalties: { l1: 0.001 } },
  { type: 'rmsProp', classWeights: 'balanced' },
  { type: 'momentum', penalties: { l2: 0.01 }, classWeights: 'balanced' },
  { type: 'nesterov', loss: { type: 'huber' } },
  { type: 'clippedDescent', penalties: { l1: 0.001, l2: 0.01 } },
  { type: 'rprop', loss: { type: 'kullbackLeibler' } },
  { type: 'conjugateGradient', penalties: { l2: 0.01 } },
  { type: 'conjugateGradientFixedRate', classWeights: 'balanced' },
  { type: 'lbfgs', loss: { type: 'pNorm' } },
].map(({ type, ...settings }) => ({
  inputShape: [110],
  design: 'full 107 tanh > full 3 softmax',
  batchSize: 40,
  settings: { ...settings, optimizer: { type } },
}));

/** A trial's network and evaluator, and the parts of its only phase. */
function assembleMain(setup: TrialSetup) {
  const { network, phases, evaluator } = assembleTrial(setup);
  return { network, evaluator, ...phases[0]! };
}

/** What some epochs lead to; helper threads, if any, take part from the second step on. */
interface Taught {
  readonly parameters: string;
  readonly losses: readonly number[];
  /** After each epoch. */
  readonly measures: readonly object[];
}

async function teach({ inputShape, design, batchSize, settings }: Case, kernels: KernelSet, threads: number): Promise<Taught> {
  const { network, teacher, feed, evaluator } = assembleMain({
    design: parseNotation(design),
    settings: trialSettingsSchema.parse({ batchSize, ...settings }),
    seed: 3,
    data: dataOf(inputShape),
    kernels,
  });
  const losses: number[] = [];
  const measures: object[] = [];
  for (let epoch = 0; epoch < 3; epoch++) {
    for (let batch = 0; batch < feed.batchesPerEpoch;) {
      const step = teacher.teach(epoch, batch, epoch === 0 ? 1 : Infinity, () => 1);
      expect(step.trouble).toBeNull();
      expect(step.steps).toBeGreaterThanOrEqual(step.batches);
      losses.push(step.loss!);
      batch += step.batches;
      await untilThere(kernels, threads);
    }
    measures.push(evaluator.evaluate({ isMain: true, isLast: false }).measures);
  }
  return { parameters: parametersSha256(network.exportParameters()), losses, measures };
}

async function untilThere(kernels: KernelSet, threads: number): Promise<void> {
  await expect.poll(() => kernels.threads, { timeout: 10_000 }).toBe(threads);
}

/** Kernels that divide every step they can. */
function threaded(count: number, arithmetic: 'auto' | 'mul-add', start: (task: HelperTask) => void = startNodeThread): KernelSet {
  return createKernels('float32', { arithmetic, threads: { count, start, leastWork: 0 } });
}

describe.each(['auto', 'mul-add'] as const)('threads, arithmetic %s', (arithmetic) => {
  it.each(cases)('$design, batch $batchSize: the same bits by 1, 2 and 3 threads', (each) => teachByThreads(each));
  it.each(optimizerCases)('$settings.optimizer.type: the same bits by 1, 2 and 3 threads', (each) => teachByThreads(each));

  async function teachByThreads(each: Case): Promise<void> {
    const expected = await teach(each, createKernels('float32', { arithmetic }), 1);
    for (const count of [2, 3]) {
      const kernels = threaded(count, arithmetic);
      expect(kernels.arithmetic).toBe(createKernels('float32', { arithmetic }).arithmetic);
      expect(await teach(each, kernels, count)).toEqual(expected);
      kernels.close?.();
    }
  }
});

describe('threads', () => {
  const [each] = cases as [Case, ...Case[]];

  it('end when the kernels are closed, whose steps then go on in one', async () => {
    const workers: Worker[] = [];
    const kernels = threaded(3, 'auto', (task) => void workers.push(startNodeThread(task)));
    const expected = await teach(each, kernels, 3);
    const ends = workers.map((worker) => new Promise((resolve) => worker.on('exit', resolve)));
    kernels.close?.();
    expect(await Promise.all(ends)).toEqual([0, 0]);
    expect(kernels.threads).toBe(1);
    expect(await teach(each, kernels, 1)).toEqual(expected);
  });

  it('are told of a loss that is not finite, and stop there', async () => {
    const kernels = threaded(2, 'auto');
    const { network, teacher } = assembleMain({
      design: parseNotation(each.design),
      settings: trialSettingsSchema.parse({ batchSize: each.batchSize }),
      seed: 1,
      data: dataOf(each.inputShape),
      kernels,
    });
    teacher.teach(0, 0, 1, () => 1);
    await untilThere(kernels, 2);
    network.importParameters(new Float32Array(network.parameterCount).fill(NaN));
    expect(teacher.teach(0, 1, Infinity, () => 1)).toMatchObject({ batches: 0, steps: 0, trouble: { kind: 'diverged' } });
    kernels.close?.();
  });

  it.each([0, 106])('find the gradient that is not finite, be it in the first share or the last', async (neuron) => {
    const kernels = threaded(2, 'auto');
    const data = dataOf([110]);
    for (let row = 0; row < rows; row++) data.inputs[row * 110] = 3e38;
    const { network, teacher } = assembleMain({
      design: parseNotation('full 107 tanh > full 3 softmax'),
      settings: trialSettingsSchema.parse({ batchSize: 20 }),
      seed: 1,
      data,
      kernels,
    });
    // Saturated at first, all is well. Then every hidden neuron is 0, and only one has derivatives, which are large.
    expect(teacher.teach(0, 0, 1, () => 1)).toMatchObject({ steps: 1, trouble: null });
    await untilThere(kernels, 2);
    const parameters = new Float32Array(network.parameterCount);
    for (let output = 0; output < 3; output++) parameters[107 * 110 + 107 + output * 107 + neuron] = (output + 1) * 1e4;
    network.importParameters(parameters);
    const trouble = { kind: 'diverged', reason: 'the gradient is not finite' };
    expect(teacher.teach(0, 1, 1, () => 1)).toMatchObject({ batches: 0, steps: 0, trouble });
    kernels.close?.();
  });

  it('end the teaching with an error where one of them fails, and hold up nobody', async () => {
    const tasks: HelperTask[] = [];
    const kernels = threaded(2, 'auto', (task) => {
      tasks.push(task);
      startNodeThread(task);
    });
    const { teacher } = assembleMain({
      design: parseNotation(each.design),
      settings: trialSettingsSchema.parse({ batchSize: each.batchSize }),
      seed: 1,
      data: dataOf(each.inputShape),
      kernels,
    });
    teacher.teach(0, 0, 1, () => 1);
    await untilThere(kernels, 2);
    teacher.teach(0, 1, 1, () => 1);
    // The address of the second thread's program; see team.ts. There is no such operation as is put there.
    const words = new Int32Array(tasks[0]!.memory.buffer);
    words[words[(tasks[0]!.team + 256 + 64) / 4]! / 4] = 9999;
    expect(() => teacher.teach(1, 0, 1, () => 1)).toThrow(expect.objectContaining({ code: 'kernel/thread-failed' }));
    expect(kernels.threads).toBe(1);
  });

  it('are not started for small steps', () => {
    const start = () => {
      throw new Error('No thread is needed.');
    };
    const kernels = createKernels('float32', { threads: { count: 2, start } });
    return teach({ inputShape: [4], design: 'full 8 tanh > full 3 softmax', batchSize: 8 }, kernels, 1);
  });

  it.each([
    [
      'the machine gives none',
      () =>
        threaded(2, 'auto', () => {
          throw new Error('no more threads');
        }),
    ],
    ['one is asked for', () => threaded(1, 'auto')],
  ])('are done without where %s', async (_, create) => {
    const kernels = create();
    expect(await teach(each, kernels, 1)).toEqual(await teach(each, createKernels('float32'), 1));
  });

  it('are done without where memory cannot be shared', async () => {
    const { SharedArrayBuffer: kept } = globalThis;
    Reflect.deleteProperty(globalThis, 'SharedArrayBuffer');
    try {
      const kernels = threaded(2, 'auto');
      expect(kernels).toMatchObject({ threads: 1, name: 'float32 WebAssembly SIMD (relaxed)' });
      expect(kernels.close).toBeUndefined();
      expect(await teach(each, kernels, 1)).toEqual(await teach(each, createKernels('float32'), 1));
    } finally {
      globalThis.SharedArrayBuffer = kept;
    }
  });
});
