import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { LocalLayer } from './localLayer.ts';

/**
 * The mean m of all samples that a layer has met, and what follows from it for neurons with a bias: b = −w·m, so that they answer to
 * x − m. Neurons without a bias take their inputs as they are, and m stays 0.
 */
export interface SampleMean {
  /** `[inputs]` */
  readonly mean: Tensor;
  /** Takes a batch of the layer's samples into the mean, and brings the biases up to it. */
  take(count: number): void;
  /** b = −w·m; after the weights have changed. */
  centre(): void;
  /** Σ g xᵀ becomes Σ g (x − m)ᵀ; `sums` is `[neurons, inputs]` and g `[count, neurons]`. */
  centreSums(sums: Tensor, g: Tensor, count: number): void;
  /** Mean of |x − m|² over all samples met: the sum of the inputs' variances. */
  squareLength(): number;
  /** To be saved with the rule that uses it. */
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly numbers: Record<string, number>;
}

/** A mean of nothing yet. */
export function createSampleMean(kernels: KernelSet, { neurons, inputs, weights, bias, samples }: LocalLayer): SampleMean {
  const mean = kernels.arena.allocate([inputs]);
  const batchSum = kernels.arena.allocate([inputs]);
  const gSum = kernels.arena.allocate([neurons]);
  const numbers = { samplesSeen: 0, meanSquare: 0 };

  function takeIntoMean(count: number): void {
    kernels.fill(batchSum, 0);
    kernels.addRowSums(batchSum, samples, count, inputs);
    kernels.scale(mean, 1 - count / numbers.samplesSeen);
    kernels.addScaled(mean, 1 / numbers.samplesSeen, batchSum);
  }

  function centre(): void {
    if (!bias) return;
    kernels.fill(bias, 0);
    kernels.forwardProduct(bias, mean, weights, { batch: 1, inputs, outputs: neurons });
    kernels.scale(bias, -1);
  }

  return {
    mean,
    centre,
    take(count) {
      const batch = subTensor(samples, 0, [count, inputs]);
      numbers.samplesSeen += count;
      numbers.meanSquare += (kernels.dot(batch, batch) - count * numbers.meanSquare) / numbers.samplesSeen;
      if (bias) takeIntoMean(count);
      centre();
    },
    centreSums(sums, g, count) {
      if (!bias) return;
      kernels.fill(gSum, 0);
      kernels.addRowSums(gSum, g, count, neurons);
      kernels.scale(gSum, -1);
      kernels.weightGradientProduct(sums, gSum, mean, { batch: 1, inputs, outputs: neurons });
    },
    squareLength: () => Math.max(numbers.meanSquare - kernels.dot(mean, mean), 0),
    tensors: { mean },
    numbers,
  };
}
