import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { LocalLayer } from './localLayer.ts';

/** The two products of which Hebbian rules are made, in memory of their own. */
export interface LocalProducts {
  /** y = x wᵀ + b of the layer's samples, `[count, neurons]`; overwritten by the next call. Without b where `bias` is null. */
  answer(count: number, bias: Tensor | null): Tensor;
  /** Σ g xᵀ over the samples, `[neurons, inputs]`, g `[count, neurons]`; overwritten by the next call. */
  correlate(g: Tensor, count: number): Tensor;
}

/** Takes memory for the products of a layer, or of its first `neurons` only. */
export function createLocalProducts(kernels: KernelSet, layer: LocalLayer, neurons = layer.neurons): LocalProducts {
  const { inputs, weights, samples, mostSamples } = layer;
  const answers = kernels.arena.allocate([mostSamples, neurons]);
  const sums = kernels.arena.allocate([neurons, inputs]);
  const size = (batch: number) => ({ batch, inputs, outputs: neurons });
  return {
    answer(count, bias) {
      const y = subTensor(answers, 0, [count, neurons]);
      kernels.setRows(y, bias, count, neurons);
      kernels.forwardProduct(y, samples, weights, size(count));
      return y;
    },
    correlate(g, count) {
      kernels.fill(sums, 0);
      kernels.weightGradientProduct(sums, g, samples, size(count));
      return sums;
    },
  };
}
