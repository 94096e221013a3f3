import { subTensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { LocalRule } from './layerwiseSkin.ts';
import type { LocalLayer } from './localLayer.ts';
import { createNeuronEnergies, type EnergyConstants } from './neuronEnergies.ts';

interface DescentOptions {
  readonly constants: EnergyConstants;
  readonly rate: number;
  readonly temperature: number;
}

/**
 * w ← w − α ∂E/∂w + √(2αT) ξ with ξ standard normal (Langevin) and E the mean over the batch:
 * ∂E/∂wᵢ = z xᵢ + 4λ (|w|² − K) wᵢ + 4η S (xᵢ + ε) wᵢ. At a small rate α the weights come and go with the probability e^(−E/T).
 */
export function createEnergyDescent(kernels: KernelSet, layer: LocalLayer, { constants, rate, temperature }: DescentOptions): LocalRule {
  const { neurons, inputs, weights, samples } = layer;
  const { norm, balance, offset } = constants;
  const { arena } = kernels;
  const energies = createNeuronEnergies(kernels, layer, constants);
  const gradient = arena.allocate([neurons, inputs]);
  const pulls = balance > 0 ? arena.allocate([neurons, inputs]) : null;
  const rowOf = (neuron: number) => subTensor(weights, neuron * inputs, [inputs]);

  /** ∂E/∂w on the batch, to `gradient`. */
  function differentiate(count: number): void {
    const size = { batch: neurons, inputs, outputs: count };
    kernels.fill(gradient, 0);
    kernels.inputGradientProduct(gradient, energies.answers, samples, size);
    if (pulls && energies.balances) {
      const { elements } = arena;
      for (let neuron = 0; neuron < neurons; neuron++) {
        let sum = 0;
        const first = energies.balances.offset + neuron * count;
        for (let at = first; at < first + count; at++) sum += elements[at]!;
        elements.fill(offset * sum, pulls.offset + neuron * inputs, pulls.offset + (neuron + 1) * inputs);
      }
      kernels.inputGradientProduct(pulls, energies.balances, samples, size);
      kernels.scale(pulls, 4 * balance);
      kernels.multiplyRows(gradient, pulls, weights, 1, neurons * inputs);
    }
    kernels.scale(gradient, 1 / count);
    for (let neuron = 0; neuron < neurons; neuron++) {
      const row = rowOf(neuron);
      kernels.addScaled(subTensor(gradient, neuron * inputs, [inputs]), 4 * norm * (kernels.dot(row, row) - inputs), row);
    }
  }

  return {
    teach({ count, rateShare, random }) {
      energies.compute(count);
      const before = energies.total(count) / (count * neurons);
      differentiate(count);
      kernels.addScaled(weights, -rate * rateShare, gradient);
      if (temperature > 0) {
        const { elements } = arena;
        const deviation = Math.sqrt(2 * rate * rateShare * temperature);
        for (let at = weights.offset; at < weights.offset + weights.length; at++) elements[at]! += deviation * random.normal();
      }
      return before;
    },
  };
}
