import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import { createDoubleSum } from './doubleSum.ts';
import type { LocalLayer } from './localLayer.ts';

/** Mean and covariance of all samples that a layer has met. */
export interface SampleStatistics {
  take(count: number): void;
  /** Mean `[inputs]` and covariance `[inputs, inputs]`, divided by the number of samples; null before the first. */
  read(): { readonly mean: Float64Array; readonly covariance: Float64Array } | null;
  /** To be saved with the rule that uses them. */
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly numbers: Record<string, number>;
}

/**
 * Statistics of nothing yet. Products are taken of x − s, s the mean of the first batch, so that little is lost where the mean is large
 * against the spread; they are summed in the kernels' precision within a batch and in double precision over batches.
 */
export function createSampleStatistics(kernels: KernelSet, { inputs, samples, mostSamples }: LocalLayer): SampleStatistics {
  const { arena } = kernels;
  const negativeShift = arena.allocate([inputs]);
  const shifted = arena.allocate([mostSamples, inputs]);
  const batchProducts = arena.allocate([inputs, inputs]);
  const batchSums = arena.allocate([inputs]);
  const products = createDoubleSum(arena, inputs * inputs);
  const sums = createDoubleSum(arena, inputs);
  const numbers = { samplesSeen: 0 };

  function chooseShift(count: number): void {
    kernels.fill(negativeShift, 0);
    kernels.addRowSums(negativeShift, samples, count, inputs);
    kernels.scale(negativeShift, -1 / count);
  }

  return {
    take(count) {
      if (numbers.samplesSeen === 0) chooseShift(count);
      numbers.samplesSeen += count;
      kernels.setRows(shifted, negativeShift, count, inputs);
      kernels.addScaled(subTensor(shifted, 0, [count, inputs]), 1, subTensor(samples, 0, [count, inputs]));
      kernels.fill(batchProducts, 0);
      kernels.weightGradientProduct(batchProducts, shifted, shifted, { batch: count, inputs, outputs: inputs });
      kernels.fill(batchSums, 0);
      kernels.addRowSums(batchSums, shifted, count, inputs);
      products.add(batchProducts);
      sums.add(batchSums);
    },
    read() {
      if (numbers.samplesSeen === 0) return null;
      const aside = sums.read().map((sum) => sum / numbers.samplesSeen);
      const covariance = products.read();
      for (let row = 0; row < inputs; row++) {
        for (let column = 0; column < inputs; column++) {
          const at = row * inputs + column;
          covariance[at] = covariance[at]! / numbers.samplesSeen - aside[row]! * aside[column]!;
        }
      }
      const shift = arena.view(negativeShift);
      return { mean: aside.map((value, input) => value - shift[input]!), covariance };
    },
    tensors: {
      negativeShift,
      products: products.leading,
      productsRest: products.trailing,
      sums: sums.leading,
      sumsRest: sums.trailing,
    },
    numbers,
  };
}
