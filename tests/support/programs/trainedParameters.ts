import { trialSettingsSchema } from '../../../src-core/experiment/trialConfig.ts';
import { createKernels } from '../../../src-core/kernels/createKernels.ts';
import type { Arithmetic } from '../../../src-core/kernels/kernelSet.ts';
import { parseNotation } from '../../../src-core/network/notation/parseNotation.ts';
import { createTrainer } from '../../../src-core/training/trainer.ts';
import { lossKinds } from '../../../src-main/bench/lossKinds.ts';
import { workloadData } from '../../../src-main/bench/workloadData.ts';

/** What a training came to, as plain data that crosses from a page. */
export interface TrainedParameters {
  readonly title: string;
  readonly kernels: string;
  readonly arithmetic: Arithmetic;
  readonly steps: number;
  readonly firstLoss: number;
  readonly lastLoss: number;
  readonly parameters: readonly number[];
}

const image = [12, 12];

/** Samples in the lanes, wide full layers, convolutions with pooling, windows, and members that have no kernel of their own. */
const trainings = [
  { title: 'lanes, tanh, softmax', inputShape: [4], outputs: 3, design: 'full 9 tanh > full 3 softmax' },
  { title: 'logistic, exp', inputShape: [4], outputs: 3, design: 'full 8 logistic > full 8 exp > full 3 softmax' },
  { title: 'wide full layers', inputShape: [130], outputs: 3, design: 'full 120 relu > full 3 softmax' },
  {
    title: 'convolution and pooling',
    inputShape: image,
    outputs: 3,
    design: 'convolution 5x5x8 same relu > pooling 2x2 max > convolution 3x3x4 tanh > pooling 2x2 mean > full 3 softmax',
  },
  { title: 'window', inputShape: image, outputs: 3, design: 'window 4x4 relu > full 3 softmax' },
  { title: 'random connection, elu, dropout', inputShape: [8], outputs: 3, design: 'random 6 elu > dropout 0.2 > full 3 softmax' },
  { title: 'regression', inputShape: [4], outputs: 2, design: 'full 8 softplus > full 2 tanh' },
];

/** Trains small networks of every kind, from the same seed to their ends. */
export function trainedParameters(arithmetic: 'auto' | 'mul-add'): TrainedParameters[] {
  return trainings.map(({ title, inputShape, outputs, design }) => {
    const loss = title === 'regression' ? 'squares' : 'crossEntropy';
    const data = workloadData({ name: title, inputShape, outputs, design, loss, batch: 0 }, 'float32');
    const part = { ...data, parts: { ...data.parts, train: data.parts.train.subarray(0, 203) } };
    const settings = trialSettingsSchema.parse({ ...lossKinds[loss], batchSize: 20, epochs: 3, arithmetic });
    const kernels = createKernels('float32', { arithmetic });
    const trainer = createTrainer({ design: parseNotation(design), settings, seed: 4, data: part, kernels, clock: () => 0 });
    const losses: number[] = [];
    for (;;) {
      const event = trainer.advance();
      if (event.kind === 'metrics') losses.push(event.record.trainLoss ?? NaN);
      if (event.kind !== 'done') continue;
      return {
        title,
        kernels: kernels.name,
        arithmetic: kernels.arithmetic,
        steps: trainer.position.step,
        firstLoss: losses[0]!,
        lastLoss: losses.at(-1)!,
        parameters: Array.from(trainer.network.exportParameters()),
      };
    }
  });
}
