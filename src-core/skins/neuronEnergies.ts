import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { LocalLayer } from './localLayer.ts';

/** Constants of the energy E = ½ z² + λ (|w|² − K)² + η S². */
export interface EnergyConstants {
  /** λ: how strongly |w|² is drawn to the number of inputs K. */
  readonly norm: number;
  /** η and ε: how strongly S = Σᵢ (xᵢ + ε)(wᵢ² − 1) is drawn to 0. */
  readonly balance: number;
  readonly offset: number;
}

/** What the energies of a layer's neurons are made of, on the samples of a batch. */
export interface NeuronEnergies {
  /** `[neurons, count]`: z of every neuron on every sample. */
  readonly answers: Tensor;
  /** `[neurons, count]`: S of every neuron on every sample, where η is above 0. */
  readonly balances: Tensor | null;
  /** Computes both for the weights as they are. */
  compute(count: number): void;
  /** Σ E over neurons and samples, after `compute`. */
  total(count: number): number;
}

/** Energies of a layer's neurons over its samples; z and S lie a neuron a row, so that a neuron runs through its samples in one go. */
export function createNeuronEnergies(kernels: KernelSet, layer: LocalLayer, { norm, balance, offset }: EnergyConstants): NeuronEnergies {
  const { neurons, inputs, weights, samples, mostSamples } = layer;
  const { arena } = kernels;
  const answers = arena.allocate([neurons, mostSamples]);
  const balances = balance > 0 ? arena.allocate([neurons, mostSamples]) : null;
  const excess = balance > 0 ? arena.allocate([neurons, inputs]) : null;

  function computeBalances(target: Tensor, squares: Tensor, count: number): void {
    kernels.fill(squares, -1);
    kernels.multiplyRows(squares, weights, weights, 1, neurons * inputs);
    const { elements } = arena;
    for (let neuron = 0; neuron < neurons; neuron++) {
      const row = subTensor(weights, neuron * inputs, [inputs]);
      const shift = offset * (kernels.dot(row, row) - inputs);
      elements.fill(shift, target.offset + neuron * count, target.offset + (neuron + 1) * count);
    }
    kernels.forwardProduct(target, squares, samples, { batch: neurons, inputs, outputs: count });
  }

  return {
    answers,
    balances,
    compute(count) {
      const z = subTensor(answers, 0, [neurons, count]);
      kernels.fill(z, 0);
      kernels.forwardProduct(z, weights, samples, { batch: neurons, inputs, outputs: count });
      if (balances && excess) computeBalances(balances, excess, count);
    },
    total(count) {
      const z = subTensor(answers, 0, [neurons * count]);
      let sum = 0.5 * kernels.dot(z, z);
      if (balances) {
        const s = subTensor(balances, 0, [neurons * count]);
        sum += balance * kernels.dot(s, s);
      }
      for (let neuron = 0; neuron < neurons; neuron++) {
        const row = subTensor(weights, neuron * inputs, [inputs]);
        sum += count * norm * (kernels.dot(row, row) - inputs) ** 2;
      }
      return sum;
    },
  };
}
