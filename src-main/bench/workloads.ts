import type { lossKinds } from './lossKinds.ts';

/** A network with its data's sizes, as docs/performance.md measures them. All are taught by Adam. */
export interface Workload {
  readonly name: string;
  readonly inputShape: readonly number[];
  readonly outputs: number;
  readonly batch: number;
  readonly design: string;
  readonly loss: keyof typeof lossKinds;
}

const image = [28, 28];
const deep = 'full 512 relu > full 512 relu > full 10 softmax';
const convolutional = 'convolution 5x5x8 same relu > pooling 2x2 max > convolution 5x5x16 same relu > pooling 2x2 max > full 10 softmax';

export const workloads: readonly Workload[] = [
  { name: 'w1b4', inputShape: [2], outputs: 1, batch: 4, design: 'full 16 tanh > full 16 tanh > full 1 tanh', loss: 'squares' },
  { name: 'w1b64', inputShape: [2], outputs: 1, batch: 64, design: 'full 16 tanh > full 16 tanh > full 1 tanh', loss: 'squares' },
  { name: 'w2b16', inputShape: [4], outputs: 3, batch: 16, design: 'full 32 tanh > full 3 softmax', loss: 'crossEntropy' },
  { name: 'w3b32', inputShape: image, outputs: 10, batch: 32, design: 'full 128 relu > full 10 softmax', loss: 'crossEntropy' },
  { name: 'w3b128', inputShape: image, outputs: 10, batch: 128, design: 'full 128 relu > full 10 softmax', loss: 'crossEntropy' },
  { name: 'w4b128', inputShape: image, outputs: 10, batch: 128, design: deep, loss: 'crossEntropy' },
  { name: 'w5b32', inputShape: image, outputs: 10, batch: 32, design: convolutional, loss: 'crossEntropy' },
  { name: 'note-full', inputShape: image, outputs: 10, batch: 50, design: 'full 784 relu > full 10 exp', loss: 'normalisedDivergence' },
  {
    name: 'note-window',
    inputShape: image,
    outputs: 10,
    batch: 50,
    design: 'window 8x8 relu > window 5x5 relu > full 10 exp',
    loss: 'normalisedDivergence',
  },
];
